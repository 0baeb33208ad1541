extension AccumulationLaws {
  /// `acc/window_reset`: the update of a window is the same bit for bit after any preceding window.
  static let windowReset = AccumulationLaw(
    LawCard(
      "acc/window_reset", "window reset", "a window does not depend on the one before",
      catches: "sums, weights or counters that are not reset"), options: .atLeast(2)
  ) { accumulation, c in
    let steps = c.gradients.count / 2
    guard steps > 0 else { return .skipped("one micro-batch makes no two windows") }
    let both = try accumulation.means(c.selecting(Array(0..<(2 * steps))), steps: steps)
    let alone = try accumulation.means(c.selecting(Array(steps..<(2 * steps))), steps: steps)
    guard both.count == 2 else { return .violated("\(both.count) updates in two windows") }
    return Comparison.exact(alone, [both[1]], "the second window of \(steps)")
  }
}
