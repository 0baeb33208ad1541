import Descent

extension StableAdamW: TraitDeclaring {
  public var traits: RuleTraits {
    var traits = RuleTraits(
      locality: .tensorWide,
      units: ["lr": .parameter, "eps": .gradient, "weight_decay": .one / .parameter])
    traits.isOdd = true
    traits.degree = 0
    traits.rotation = RuleTraits.Rotation.none
    traits.isTranslationInvariant = true
    traits.isRateLocal = true
    traits.memory = beta1 == 0 ? .scaleOnly : .momentum
    traits.descends = true
    traits.decay = .decoupled("weight_decay")
    let rule = self
    // The mean of a constant gradient is that constant. No gradient exceeds it, so the rate is
    // not divided.
    traits.constantGradient = { g, _ in
      let root = abs(g) + rule.epsilon
      return root == 0 ? 0 : g / root
    }
    return traits
  }

  public static let exemptions = ["F1", "R2"].map {
    Exemption(
      law: $0, reason: "the decay has the divided rate of its step",
      reference: "Wortsman et al., NeurIPS 2023, arXiv:2304.13013, Algorithm 2")
  }
}
