extension RuleLaws {
  /// C4: on a diagonal quadratic with curvatures hᵢ the run is xₙ = (Mₙ ⋯ M₁ (x₀, 0))ₓ with the
  /// declared matrices at a = η hᵢ.
  ///
  /// For SGD this is (1 − η h)ⁿ x₀. Adaptive rules start so close to the minimum that ε dominates the root.
  /// Each step adds a rounding error of a few u times its terms, which the matrices of the later steps
  /// propagate; the tolerance is 16 u times the sum of these.
  static let quadratic = RuleLaw(
    LawCard(
      "C4", "quadratic", "on a diagonal quadratic the run is the power of a matrix",
      needs: "linearRegime",
      catches: "momentum, dampening and look-ahead that differ from the rule's equations",
      knownBugs: [
        "ml-explore/mlx #87: the look-ahead gradient fed back into the buffer",
        "PaddlePaddle/Paddle #12231: Nesterov's momentum with a wrong sign",
      ]),
    options: RuleCaseOptions {
      $0.needsTraits = true
      $0.hasConstantRate = true
      $0.profiles = [.normal, .integers, .dyadic]
    }
  ) { rule, original in
    var c = try rule.withoutDecay(original)
    guard c.steps > 0 else { return .holds }
    c = try rule.withoutGradientConstants(c)
    guard let regime = try rule.traits(c).linearRegime else {
      return .inapplicable("no linear regime is declared")
    }
    let (curvatures, scale) = (c.gradients[0].map(abs), regime.preconditioner ?? 1)
    guard scale > 0 else { return .skipped("epsilon is 0: nothing is linear") }
    if regime.preconditioner != nil {
      c.precision = .float64
      c.start = c.start.map { $0 * scale * 0x1p-300 }
    }
    var session = try Session(rule.optimizer(c), c)
    var modes = c.start.indices.map { QuadraticMode(c.start[$0], c.rates[0] * curvatures[$0]) }
    for step in 1...c.steps {
      let gradient = session.point.indices.map {
        c.precision.rounded(curvatures[$0] * scale * session.point[$0])
      }
      session.step(gradient: gradient, rate: c.rates[0])
      for i in modes.indices {
        modes[i].advance(regime, step, roundoff: c.precision.roundoff)
        let (expected, found) = (modes[i].state.x, session.point[i])
        let allowed = 16 * c.precision.roundoff * modes[i].error
        if abs(found - expected) <= allowed {
          NearMiss.current?.record(abs(found - expected), of: allowed)
          continue
        }
        return .violated("step \(step), coordinate \(i)", expected: expected, found: found)
      }
    }
    return .holds
  }
}
