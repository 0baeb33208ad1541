import Descent

extension RuleLaws {
  /// T18: without decay the last move does not depend on the order of the gradients before it.
  ///
  /// The tolerance is 16 u (t + 4) of the move, because sums of squares are rounded in another order but do
  /// not cancel.
  static let orderInvariance = RuleLaw(
    LawCard(
      "T18", "order invariance", "the order of earlier gradients does not matter",
      needs: "isOrderFree",
      catches: "accumulators that forget, first gradients of their own, running averages"),
    options: RuleCaseOptions {
      $0.needsTraits = true
      $0.profiles = GradientProfile.normalNumbers
      $0.steps = 3...12
    }
  ) { rule, c in
    let c = try rule.withoutDecay(
      rule.adapted(c, "the rule is not declared free of order") { $0.isOrderFree })
    let order = c.choices.permutation(of: c.steps - 1) + [c.steps - 1]
    let other = c.mapGradients { step, i, _ in c.gradients[order[step]][i] }
    return Comparison.compare(
      [try rule.moves(c).last ?? []], [try rule.moves(other).last ?? []],
      "the last move after the same gradients in another order"
    ) { _, _, expected in 16 * c.precision.roundoff * Double(c.steps + 4) * abs(expected) }
  }
}
