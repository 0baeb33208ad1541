import Descent

extension RuleLaws {
  /// S7: a strict saddle is left along a direction of curvature −|λ| at least as fast as
  /// |zₙ| ≥ |z₀| Π (Mₜ)ₓₓ, the matrices at −η|λ| tanh(r)/r, until r is reached.
  ///
  /// Directions are independent on a ``Landscape``. Below r the slope of a log cosh is at least tanh(r)/r of
  /// the linear one, and momentum only adds to the move. For gradient descent that is the escape time
  /// ln(r/|z₀|)/ln(1 + η|λ|) of the linearised saddle (Lee, Simchowitz, Jordan and Recht, COLT 2016).
  static let saddleEscape = RuleLaw(
    LawCard(
      "S7", "saddle escape", "a strict saddle is left at least as fast as its linearised escape",
      needs: "linearRegime", catches: "moves that die out near saddles, momentum of a wrong sign",
      knownBugs: ["PaddlePaddle/Paddle #12231: Nesterov's momentum with a wrong sign"]),
    options: RuleCaseOptions {
      $0.needsTraits = true
      $0.precisions = [.float64]
      $0.hasConstantRate = true
    }
  ) { rule, original in
    let linear = try LinearCase(rule, original, "no linear regime is declared") {
      $0.stabilityLimit != nil
    }
    let (c, regime) = (linear.settings, linear.regime)
    guard c.count > 0, let limit = regime.stabilityLimit else { return .holds }
    var choices = c.choices
    let landscape = Landscape(c, &choices, quadratic: false, saddle: true)
    let peak = 200.0
    let rate = regime.calmRate(limit, &choices, peak: peak) / landscape.largestCurvature
    let radius = 1.0
    let distance = Double.exp10(-1 - 3 * choices.uniform())
    let last = c.count - 1
    var start = c.components
    start[last] = distance
    var walk = try LandscapeWalk(linear, landscape, rate: rate, from: start)
    let a = rate * landscape.directions[last].curvature * Double.tanh(radius) / radius
    let scale = landscape.center.reduce(1) { $0 + abs($1) } + start.reduce(0) { $0 + abs($1) }
    var promised = distance
    // The rounding errors due to the centre and the other directions, relative to the initial distance.
    let error = 1e-14 * peak * scale / distance
    for step in 1...5000 {
      walk.step()
      promised *= regime.transition(a, step).xx
      let found = abs(walk.components[last])
      if found >= radius { return .holds }
      guard found >= promised * (1 - error * Double(step)) else {
        return .violated("the distance after step \(step)", expected: promised, found: found)
      }
    }
    return .holds
  }
}
