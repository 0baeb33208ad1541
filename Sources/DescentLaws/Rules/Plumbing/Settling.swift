extension RuleLaws {
  /// Whether late moves are the same, or nearly so and each time at least twice nearer to the last ones, as
  /// with what falls with 1/t.
  /// - Parameter roundoff: the precision's; numbers within a few are the same.
  static func settled(_ history: [[Double]], _ times: [Int], roundoff: Double) -> Verdict {
    guard let last = history.last else { return .holds }
    let size = history[0].reduce(0) { max($0, abs($1)) }
    for (index, moves) in history.enumerated().dropFirst() {
      for i in last.indices where !Comparison.same(moves[i], history[0][i]) {
        if abs(moves[i] - history[0][i]) <= 8 * roundoff * size { continue }
        let (before, now) = (abs(history[index - 1][i] - last[i]), abs(moves[i] - last[i]))
        // Written so that NaN breaks it.
        if abs(moves[i] - history[0][i]) <= 0x1p-14 * size, now <= before / 2 { continue }
        return .violated(
          "moves from step \(times[index]) on, against step 2^20, number \(i)",
          expected: history[0][i], found: moves[i])
      }
    }
    return .holds
  }

  /// Whether moves that were the same at all of the first times are so at the last ones; where they were
  /// not, whether those that were numbers still are.
  /// - Parameters:
  ///   - early: the moves from step 300 on.
  ///   - probes: how many times before 2²⁰ are at the front, one of them not in the history.
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
