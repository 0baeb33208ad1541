extension AccumulationLaws {
  /// `acc/partial`: a window that is closed early divides by the weight that it holds, and the next window
  /// has full length.
  static let partial = AccumulationLaw(
    LawCard(
      "acc/partial", "partial window", "a window closed early is the mean of what it holds",
      catches: "dividing by the window's full length, a dropped or carried remainder",
      knownBugs: ["huggingface/transformers #35438: the last window is divided by its full length"]
    ), options: .atLeast(2)
  ) { accumulation, c in
    let last = c.gradients.count - 1
    guard last > 0 else { return .skipped("one micro-batch makes no two windows") }
    let cut = 1 + c.aux % last
    let means = try accumulation.means(c, steps: c.gradients.count, closing: [cut - 1, last])
    guard means.count == 2 else {
      return .violated("\(means.count) updates for two closed windows")
    }
    let first = c.verdict(means[0], 0..<cut, "\(cut) of \(last + 1)")
    if first.isViolation { return first }
    return c.verdict(means[1], cut..<(last + 1), "\(last + 1 - cut) of \(last + 1), after \(cut)")
  }
}
