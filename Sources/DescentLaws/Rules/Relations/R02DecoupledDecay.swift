import Descent

extension RuleLaws {
  /// R2: `rule(λ)` equals `x ← (1 − ηλ) x` followed by `rule(0)`, for decoupled decay and for gradient
  /// descent.
  ///
  /// Parameters are overwritten before every step. The tolerance is 8 ulp of the terms: x before and after,
  /// and the step in between.
  static let decoupledDecay = RuleLaw(
    LawCard(
      "R2", "decoupled decay", "decoupled decay shrinks x first and leaves the step alone",
      needs: "decay: decoupled, or coupled in a rule that is the plain gradient",
      catches: "decay after the step, inside the ratio, in the moments, of another step's rate",
      knownBugs: [
        "huggingface/transformers #14539: decay after the adaptive step",
        "keras-team/keras #19051: AdamW became Adam with a penalty",
        "kozistr/pytorch_optimizer #170: decay with the group's rate, not the scheduled one",
      ]),
    options: .traits.with { $0.lengths = RuleCaseOptions.late }
  ) { rule, c in
    let c = try rule.adapted(c, "decay is not declared decoupled") {
      rule.decayIsShrinking($0, steps: c.steps)
    }
    guard let key = try rule.traits(c).decay?.key else { return .inapplicable("no decay") }
    let decaying = rule.withDecay(c, key)
    let decay = decaying.number(key)!
    let plain = c.setting(key, 0)
    var own = try Session(rule.optimizer(decaying), decaying)
    var other = try Session(rule.optimizer(plain), plain)
    for step in c.gradients.indices {
      let x = c.forcedPoint(step)
      let shrunk = x.map { c.precision.rounded($0 * (1 - c.rates[step] * decay)) }
      (own.point, other.point) = (x, shrunk)
      own.step(gradient: c.gradients[step], rate: c.rates[step])
      other.step(gradient: c.gradients[step], rate: c.rates[step])
      let after = other.point
      let verdict = Comparison.compare(
        [after], [own.point], "step \(step + 1) with decay \(decay) is not shrinking, then a step"
      ) { _, i, _ in
        let terms = [x[i], after[i], after[i] - shrunk[i]].map(abs).max()!
        return 16 * c.precision.roundoff * terms
      }
      if verdict.isViolation { return verdict }
    }
    return .holds
  }
}
