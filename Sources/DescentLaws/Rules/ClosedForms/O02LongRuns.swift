extension RuleLaws {
  /// O2: O1 for 5,000 steps of one coordinate, with hyperparameters from their whole ranges.
  ///
  /// The gradients and rates of a case are repeated in an order determined by `aux`, so that a case prints as
  /// a few numbers. Only double precision has enough bits for runs of that length.
  package static let longRuns = RuleLaw(
    LawCard(
      "O2", "long runs", "5,000 steps of one coordinate are those of explicit history sums",
      needs: "a definition",
      catches: "state that is reset or stuck late, hyperparameters that are capped",
      knownBugs: ["pytorch/ao #4915: a step counter in bfloat16, which stops at 256"],
      tier: .nightly),
    options: RuleCaseOptions {
      $0.sizes = .scalar
      $0.hyperparameters = .anywhere
      $0.precisions = [.float64]
    }
  ) { rule, original in
    guard original.steps > 0 else { return .holds }
    var (c, choices) = (original, original.choices)
    let order = (0..<5000).map { _ in choices.index(below: original.steps) }
    c.gradients = order.map { original.gradients[$0] }
    c.rates = order.map { original.rates[$0] }
    return try agrees(rule, c)
  }
}
