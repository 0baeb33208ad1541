import Descent

extension Probe {
  /// Changes one gradient entry in the middle of a run and finds the coordinates whose points differ at any
  /// step. The entry is changed a little with its sign flipped, made the largest, and set to 0. Gradients
  /// have three sizes, so that a clipping rule both clips and does not. Some histories keep one direction, so
  /// that estimates grow and searches continue, which random directions prevent, and one has large rates.
  func locality() throws -> Fingerprint.Locality {
    // The objective's value depends on all coordinates, so any rule that uses it is global.
    if rule.optimizer.uninformed.needs.contains(.value) { return .global }
    var reached: Set<Int> = []
    var isKnown = false
    let (row, column, columns) = (1, 1, 3)
    let poked = row * columns + column
    for before in localityHistories {
      let a = try rule.points(before).rows
      guard Agreement.isKnown(a) else { continue }
      isKnown = true
      for (step, factor) in [(1, -1.5), (1, 0x1p12), (3, -0x1p12), (2, 0), (0, -1.5)] {
        let after = before.mapGradients { index, g in
          var g = g
          if index == step { g[poked] *= factor }
          return g
        }
        let b = try rule.points(after).rows
        for step in a.indices {
          for i in a[step].indices where !Comparison.same(a[step][i], b[step][i]) {
            reached.insert(i)
          }
        }
      }
    }
    guard isKnown else { return .global }
    let tensor = history.layout.tensors[0].range
    if reached.isSubset(of: [poked]) { return try localityElsewhere() }
    if !reached.isSubset(of: Set(tensor)) { return .global }
    let inRow = reached.allSatisfy { $0 / columns == row }
    let inColumn = reached.allSatisfy { $0 % columns == column }
    if inRow { return .row }
    if inColumn { return .column }
    let inCross = reached.allSatisfy { $0 / columns == row || $0 % columns == column }
    return inCross ? .cross : .tensorWide
  }

  /// The locality of a rule that is coordinatewise on two matrices, measured on vectors, single rows and
  /// columns, square matrices and tensors with three axes. A `CoordinatewiseOptimizer` is coordinatewise by
  /// construction.
  private func localityElsewhere() throws -> Fingerprint.Locality {
    if rule.optimizer.uninformed is any CoordinatewiseOptimizer { return .coordinatewise }
    var draw = draw(6)
    var found = Fingerprint.Locality.coordinatewise
    for shapes in [
      [[5], [5]], [[1, 4], [4]], [[4, 1], [1, 4]], [[3, 3]], [[2, 2, 3], [2, 3]],
    ] {
      let layout = Layout(shapes.enumerated().map { (name: "t\($0)", shape: $1) })
      let sizes = [0.5, 3, 0.1, 20, 1, 0.03]
      func numbers(_ size: Double) -> [Double] {
        (0..<layout.count).map { _ in size * draw.normal() }
      }
      let before = History(layout, start: numbers(1), gradients: sizes.map(numbers))
      let plain = try rule.points(before).rows
      for (step, factor) in [(1, -1.5), (1, 0x1p12), (2, 0), (0, -1.5)] {
        let after = before.mapGradients { index, g in
          var g = g
          if index == step { g[1] *= factor }
          return g
        }
        for (a, b) in zip(plain, try rule.points(after).rows) {
          for i in a.indices where i != 1 && !Comparison.same(a[i], b[i]) {
            guard layout.tensors[0].range.contains(i) else { return .global }
            found = .tensorWide
          }
        }
      }
    }
    return found
  }

  private var localityHistories: [History] {
    let first = history.gradients[0]
    let steady = history.mapGradients { step, _ in first.map { $0 * (1 + Double(step) / 8) } }
    let falling = history.mapGradients { step, _ in first.map { $0 * Double.exp2(-Double(step)) } }
    // An estimate that starts too small may exceed its start only at large rates.
    var fast = steady
    fast.rates = fast.rates.map { _ in 1 }
    return [0x1p-6, 1, 0x1p6].map { history.scaled($0) } + [steady, falling, fast]
  }
}
