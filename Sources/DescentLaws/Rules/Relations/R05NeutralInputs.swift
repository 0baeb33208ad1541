import Descent

extension RuleLaws {
  /// R5: options have no effect on inputs for which they are neutral. While gradients grow, AMSGrad equals
  /// Adam bit for bit, because a rounded average of growing squares still grows. The first step of Nesterov
  /// momentum is 1 + μ times the plain one, within 4 ulp. Decay is off.
  static let neutralInputs = RuleLaw(
    LawCard(
      "R5", "neutral inputs",
      "growing gradients make AMSGrad Adam; Nesterov's first is 1 + mu times",
      needs: "a switch of the kind maximum, or one of the kind nesterov and a momentum",
      catches: "maxima of the wrong moment, wrong look-ahead, a wrong sign in it",
      knownBugs: ["PaddlePaddle/Paddle #12231: Nesterov with a wrong sign"]),
    options: RuleCaseOptions {
      $0.needsTraits = true
      $0.profiles = GradientProfile.normalNumbers
    }
  ) { rule, c in
    let c = try rule.withoutDecay(c)
    if rule.has(.maximum) {
      let sizes = c.start.indices.map { i in c.gradients.map { abs($0[i]) }.sorted() }
      let growing = c.mapGradients { step, i, g in g < 0 ? -sizes[i][step] : sizes[i][step] }
      return Comparison.exact(
        try rule.moves(rule.setting(.maximum, "false", in: growing)),
        try rule.moves(rule.setting(.maximum, "true", in: growing)),
        "AMSGrad under growing gradients")
    }
    guard rule.has(.nesterov), let key = rule.keys(.momentum).first,
      let momentum = c.number(key)
    else { return RuleSubject.lacks(.maximum, .nesterov) }
    guard try rule.traits(c).isLinear else {
      return .inapplicable("the rule is not declared linear: its look-ahead may be another")
    }
    let mu = momentum == 0 ? 0.5 : momentum
    let first = rule.switchingOff([.dampening], in: c.prefix(1).setting(key, mu))
    let plain = try rule.moves(rule.setting(.nesterov, "false", in: first))
    return Comparison.compare(
      plain.map { $0.map { (1 + mu) * $0 } },
      try rule.moves(rule.setting(.nesterov, "true", in: first)),
      "the first step of Nesterov's form"
    ) { _, _, expected in 8 * c.precision.roundoff * abs(expected) }
  }
}
