extension Probe {
  /// Changes one gradient entry in the midst of a run and sees whose points differ at the end. Three
  /// sizes of gradients, so that a clipping both clips and does not.
  func locality() throws -> Fingerprint.Locality {
    var reached: Set<Int> = []
    let (row, column, columns) = (1, 1, 3)
    let poked = row * columns + column
    for size in [0x1p-6, 1, 0x1p6] {
      let before = history.scaled(size)
      let after = before.mapGradients { step, g in
        var g = g
        if step == 1 { g[poked] *= -1.5 }
        return g
      }
      let (a, b) = (try rule.points(before).rows, try rule.points(after).rows)
      for step in a.indices {
        for i in a[step].indices where !Comparison.same(a[step][i], b[step][i]) {
          reached.insert(i)
        }
      }
    }
    let tensor = history.layout.tensors[0].range
    if reached.isSubset(of: [poked]) { return .coordinatewise }
    if !reached.isSubset(of: Set(tensor)) { return .global }
    let inRow = reached.allSatisfy { $0 / columns == row }
    let inColumn = reached.allSatisfy { $0 % columns == column }
    if inRow { return .row }
    if inColumn { return .column }
    let inCross = reached.allSatisfy { $0 / columns == row || $0 % columns == column }
    return inCross ? .cross : .tensorWide
  }
}
