import Descent

extension SOAP: TraitDeclaring {
  public var traits: RuleTraits {
    var traits = RuleTraits(
      locality: .tensorWide,
      units: ["lr": .parameter, "eps": .gradient, "weight_decay": .one / .parameter])
    // Decay comes after the move and shrinks it together with the point. No law covers this
    // form.
    if weightDecay == 0 {
      traits.degree = 0
      traits.isTranslationInvariant = true
      traits.isRateLocal = true
    }
    traits.memory = beta1 == 0 ? .scaleOnly : .momentum
    return traits
  }
}
