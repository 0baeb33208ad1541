import Descent

extension RuleLaws {
  /// R1: `rule(λ, g) = rule(0, g + λx)`, bit for bit.
  ///
  /// Parameters are overwritten with dyadic fractions before every step, and gradients and λ are dyadic too,
  /// so that g + λx is exact in both runs and no tolerance is needed.
  static let coupledDecay = RuleLaw(
    LawCard(
      "R1", "coupled decay", "coupled decay is a gradient of decay times x added",
      needs: "decay: coupled",
      catches: "decay after the moments, twice, multiplied by the gradient, or of the wrong sign",
      knownBugs: [
        "apache/mxnet #5099: decay is no part of the gradient that feeds the moments",
        "apache/mxnet #9363: decay after the state's update",
        "apache/mxnet #13683: decay counted twice",
      ]),
    options: .traits.with { $0.lengths = RuleCaseOptions.late }
  ) { rule, c in
    guard case .coupled(let key) = try rule.traits(c).decay else {
      return .inapplicable("decay is not declared coupled")
    }
    let decaying = rule.withDecay(c.dyadic, key, dyadic: true)
    let decay = decaying.number(key)!
    let plain = decaying.setting(key, 0)
    var own = try Session(rule.optimizer(decaying), decaying)
    var other = try Session(rule.optimizer(plain), plain)
    for step in c.gradients.indices {
      let (x, g) = (decaying.forcedPoint(step), decaying.gradients[step])
      (own.point, other.point) = (x, x)
      own.step(gradient: g, rate: c.rates[step])
      other.step(gradient: zip(g, x).map { $0 + decay * $1 }, rate: c.rates[step])
      let verdict = Comparison.exact(
        other.point, own.point, "step \(step + 1) with decay \(decay) is not that with it in g")
      if verdict.isViolation { return verdict }
    }
    return .holds
  }
}
