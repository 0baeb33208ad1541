extension RuleLaws {
  /// Whether late moves are the same, or nearly so and each time at least twice nearer to the last ones, as
  /// with what falls with 1/t.
  static func settled(_ history: [[Double]], _ times: [Int]) -> Verdict {
    guard let last = history.last else { return .holds }
    let size = history[0].reduce(0) { max($0, abs($1)) }
    for (index, moves) in history.enumerated().dropFirst() {
      for i in last.indices where !Comparison.same(moves[i], history[0][i]) {
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
}
