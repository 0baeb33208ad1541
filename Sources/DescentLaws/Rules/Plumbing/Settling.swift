extension RuleLaws {
  /// Checks that late moves are the same, or nearly the same with a distance to the last moves that at least
  /// halves each time, as for quantities that fall with 1/t.
  /// - Parameter roundoff: the roundoff of the precision; numbers within a few roundoffs are the same.
  static func settled(_ history: [[Double]], _ times: [Int], roundoff: Double) -> Verdict {
    guard let last = history.last else { return .holds }
    let size = history[0].reduce(0) { max($0, abs($1)) }
    for (index, moves) in history.enumerated().dropFirst() {
      for i in last.indices where !Comparison.same(moves[i], history[0][i]) {
        if abs(moves[i] - history[0][i]) <= 8 * roundoff * size { continue }
        let (before, now) = (abs(history[index - 1][i] - last[i]), abs(moves[i] - last[i]))
        // This form of the comparison also fails for NaN.
        if abs(moves[i] - history[0][i]) <= 0x1p-14 * size, now <= before / 2 { continue }
        return .violated(
          "moves from step \(times[index]) on, against step 2^20, number \(i)",
          expected: history[0][i], found: moves[i])
      }
    }
    return .holds
  }

  /// Checks that moves that agree at all of the first times also agree at the last ones, and that no move
  /// becomes NaN.
  /// - Parameters:
  ///   - early: the moves from step 300 on.
  ///   - probes: the number of times before 2²⁰, one of which (300) is not in the history. Together with 2²⁰
  ///     they are the first times.
  static func late(
    _ history: [[Double]], _ times: [Int], after early: [Double], probes: Int
  ) -> Verdict {
    guard let first = history.first else { return .holds }
    for (moves, time) in zip(history, times) {
      if let place = first.indices.first(where: { moves[$0].isNaN && !early[$0].isNaN }) {
        return .violated("a move is NaN from step \(time) on, number \(place)")
      }
    }
    let size = first.reduce(0) { max($0, abs($1)) }
    func agrees(_ moves: [Double], _ tolerance: Double) -> Int? {
      first.indices.first {
        !(Comparison.same(moves[$0], first[$0]) || abs(moves[$0] - first[$0]) <= tolerance * size)
      }
    }
    let isSettled = history.prefix(probes).allSatisfy { agrees($0, 1e-12) == nil }
    for (moves, time) in zip(history, times).dropFirst(probes) {
      if isSettled, let place = agrees(moves, 1e-9) {
        return .violated(
          "moves from step \(time) on, against those from step \(times[0]) to 2^20, number \(place)",
          expected: first[place], found: moves[place])
      }
    }
    return .holds
  }
}
