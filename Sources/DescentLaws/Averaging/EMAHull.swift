extension AveragingLaws {
  /// `ema/hull`: minₛ xₛ ≤ aₜ ≤ maxₛ xₛ over s ≤ t, because no weight is negative.
  static let hull = AveragingLaw(
    LawCard(
      "ema/hull", "hull", "the average lies between the smallest and the largest so far",
      catches: "a sign flipped, so that the average runs away; weights that exceed 1",
      knownBugs: ["ostris/ai-toolkit #1034: the average moves away from the weights"])
  ) { averaging, c in
    for (step, average) in try averaging.run(c).enumerated() {
      for (i, found) in average.enumerated() {
        let column = c.values[...step].map { $0[i] }
        let (low, high) = (column.min()!, column.max()!)
        let slack = c.tolerance(step, i)
        // This form of the comparison also fails for NaN.
        guard found >= low - slack, found <= high + slack else {
          return .violated(
            "step \(step + 1), coordinate \(i), values in \(low)...\(high)",
            expected: found < low ? low : high, found: found)
        }
      }
    }
    return .holds
  }
}
