import Descent

/// The dependence of the move of equal coordinates on their number: none, or a power that is a multiple of ½,
/// as when the move is divided by a sum or a norm.
struct SizePower {
  /// Checks that a large size continues the power of small sizes.
  static func verdict(_ rule: RuleSubject, _ c: RuleCase, _ size: Int) throws -> Verdict {
    // Single precision is skipped, because sequential sums of this many numbers have rounding errors as large
    // as the tolerance.
    guard c.precision == .float64 else { return .holds }
    var violation: Verdict?
    for hasOneNorm in [false, true] {
      func moves(_ count: Int) throws -> [Double] {
        let factor = hasOneNorm ? 1 / Double(count).squareRoot() : 1
        var even = c.selecting(Array(repeating: 0, count: count))
        even.start = even.start.map { c.precision.rounded($0 * factor) }
        even = even.mapGradients { _, _, g in g * factor }
        let before = even.start[0]
        return try rule.run(even).map { $0[0] - before }
      }
      let small = [7, 33, 129, 1025]
      guard let power = try power(small, small.map(moves)) else { return .holds }
      let (first, last) = (try moves(small[0]), try moves(size))
      let growth = Double.pow(Double(size) / Double(small[0]), power)
      // Moves that go back almost to the start have the rounding errors of the moves before them.
      let largest = growth * (first.map(abs).max() ?? 0)
      guard
        let step = first.indices.first(where: {
          let allowed = tolerance * abs(first[$0] * growth) + 0x1p-30 * largest
          return !(abs(last[$0] - first[$0] * growth) <= allowed)
        })
      else { return .holds }
      violation =
        violation
        ?? .violated(
          "the move of \(size) equal coordinates at step \(step + 1), against what it is of 7, 33, 129 and "
            + "1025, to the power \(power.exactText) of their number",
          expected: first[step] * growth, found: last[step])
    }
    return violation ?? .holds
  }

  private static let tolerance = 0x1p-10

  /// The power of the counts that the moves follow; nil if there is none.
  private static func power(_ counts: [Int], _ moves: [[Double]]) -> Double? {
    guard let first = moves.first, let last = moves.last, first[0] != 0,
      first.allSatisfy(\.isFinite),
      last.allSatisfy(\.isFinite), last[0] / first[0] > 0
    else { return nil }
    let ratio =
      Double.log(last[0] / first[0]) / Double.log(Double(counts.last!) / Double(counts[0]))
    let power = (2 * ratio).rounded() / 2
    let follows = zip(counts, moves).allSatisfy { count, moves in
      let growth = Double.pow(Double(count) / Double(counts[0]), power)
      return zip(moves, first).allSatisfy {
        abs($0 - $1 * growth) <= tolerance / 8 * abs($1 * growth)
      }
    }
    return follows ? power : nil
  }
}
