import Descent

extension RuleLaws {
  /// S2: on a convex quadratic, at a rate above the declared limit, the run leaves the minimum in the
  /// direction of the largest curvature.
  ///
  /// The declared matrices give the step at which the distance is a million times the initial one. The run
  /// must have reached a tenth of that at this step.
  static let divergence = RuleLaw(
    LawCard(
      "S2", "divergence", "above the limit a quadratic is left, as fast as is declared",
      needs: "linearRegime with a limit",
      catches: "rates that are capped, gradients that are clipped, momentum that differs",
      knownBugs: ["PaddlePaddle/Paddle #12231: Nesterov's momentum with a wrong sign"]),
    options: RuleCaseOptions {
      $0.needsTraits = true
      $0.precisions = [.float64]
    }
  ) { rule, original in
    let linear = try LinearCase(rule, original, "no limit is declared") { $0.stabilityLimit != nil }
    let (c, regime) = (linear.settings, linear.regime)
    guard c.count > 0, let limit = regime.stabilityLimit else { return .holds }
    var choices = c.choices
    let landscape = Landscape(c, &choices, quadratic: true)
    let a = limit * (1.05 + choices.uniform())
    var walk = try LandscapeWalk(
      linear, landscape, rate: a / landscape.largestCurvature, from: c.components)
    let start = abs(walk.components[0])
    var declared = (x: 1.0, p: 0.0)
    for step in 1...5000 {
      walk.step()
      declared = regime.transition(a, step)(declared)
      guard abs(declared.x) > 1e6 else { continue }
      let found = abs(walk.components[0]) / start
      guard found < 0.1 * abs(declared.x) else { return .holds }
      return .violated(
        "how far step \(step) is from the minimum, at \(a / limit) times the limit",
        expected: abs(declared.x), found: found)
    }
    return .skipped("the declared matrices do not diverge in 5,000 steps")
  }
}
