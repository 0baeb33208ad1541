import Descent

extension RuleLaws {
  /// S6: the heavy ball with momentum μ and step α ≤ (1 − μ)/L on a convex f has
  /// Σ (f(xₖ) − f*) ≤ (1 − μ)/(2α) ‖x₀ − x*‖² + μ/(1 − μ) (f(x₀) − f*), k from 0 to any T.
  ///
  /// With zₖ = xₖ + μ/(1 − μ) (xₖ − xₖ₋₁) the step is zₖ₊₁ = zₖ − α/(1 − μ) ∇f(xₖ); convexity bounds the
  /// fall of ‖zₖ − x*‖² from below, and the sum telescopes (Ghadimi, Feyzmahdavian and Johansson,
  /// European Control Conference 2015, theorem 1, for the average of the iterates).
  static let heavyBallAverage = RuleLaw(
    LawCard(
      "S6", "heavy ball's average", "the mean value of a heavy ball's steps falls like one over t",
      needs: "linearRegime, of a heavy ball",
      catches: "velocities that gain energy, or lose the gradient",
      knownBugs: ["kozistr/pytorch_optimizer #516: the momentum buffer is zeroed before every step"]
    ),
    options: RuleCaseOptions {
      $0.needsTraits = true
      $0.precisions = [.float64]
      $0.hasConstantRate = true
    }
  ) { rule, original in
    var linear = try? LinearCase(
      rule, original, without: .besideHeavyBall, ""
    ) { $0.heavyBall != nil }
    // A rule with bias-corrected moments is a heavy ball only without a first moment.
    linear =
      try linear
      ?? LinearCase(
        rule, original, without: .besideDescent, "it is not a heavy ball anywhere"
      ) { $0.heavyBall != nil }
    guard let linear, let ball = linear.regime.heavyBall else { return .holds }
    let (c, mu) = (linear.settings, ball.momentum)
    guard c.count > 0 else { return .holds }
    var choices = c.choices
    let landscape = Landscape(c, &choices, quadratic: false)
    let rate = (0.25 + 0.75 * choices.uniform()) * (1 - mu) / landscape.largestCurvature
    var walk = try LandscapeWalk(linear, landscape, rate: rate / ball.weight, from: c.components)
    let square = walk.components.reduce(0) { $0 + $1 * $1 }
    let first = landscape.height(walk.components)
    let bound = (1 - mu) / (2 * rate) * square + mu / (1 - mu) * first
    let floor = landscape.roundingFloor(walk.components)
    var sum = first
    for step in 1...200 {
      walk.step()
      sum += landscape.height(walk.components)
      guard sum <= bound * (1 + 1e-12) + Double(step) * floor else {
        return .violated("the sum of the values to step \(step)", expected: bound, found: sum)
      }
    }
    return .holds
  }
}
