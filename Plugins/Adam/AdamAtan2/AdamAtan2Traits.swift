import Descent

extension AdamAtan2: TraitDeclaring {
  public var traits: RuleTraits {
    var traits = RuleTraits(
      locality: .coordinatewise, units: ["lr": .parameter, "weight_decay": .one / .parameter])
    traits.isOdd = true
    traits.degree = 0
    traits.rotation = RuleTraits.Rotation.none
    traits.isTranslationInvariant = true
    traits.isRateLocal = true
    traits.memory = beta1 == 0 ? .scaleOnly : .momentum
    traits.isMonotone = true
    traits.descends = true
    traits.decay = .decoupled("weight_decay")
    let rule = self
    // The bound is a right angle. A gradient whose square underflows to 0 reaches it, even if
    // the quotient has a smaller bound.
    traits.bound = { _ in rule.a * .pi / 2 }
    traits.constantGradient = { g, _ in g == 0 ? 0 : rule.a * .atan2(y: g, x: rule.b * abs(g)) }
    traits.impulse = { g, t in
      let m = rule.weight(rule.beta1, t - 1, t) * g
      let root = rule.b * Double.sqrt(rule.weight(rule.beta2, t - 1, t)) * abs(g)
      return m == 0 && root == 0 ? 0 : rule.a * .atan2(y: m, x: root)
    }
    return traits
  }

  /// The weight that a term of this age has in a corrected mean of t terms.
  private func weight(_ beta: Double, _ age: Int, _ t: Int) -> Double {
    (1 - beta) * .pow(beta, age) / (1 - .pow(beta, t))
  }

  public static let exemptions = [
    Exemption(
      law: "P11", reason: "the angle of two infinite moments is finite, as IEEE 754 has it",
      reference: "Everett et al., ICML 2024, arXiv:2407.05872, appendix C.5")
  ]
}
