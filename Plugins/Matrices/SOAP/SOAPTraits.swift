import Descent

extension SOAP: TraitDeclaring {
  public var traits: RuleTraits {
    var traits = RuleTraits(
      locality: .tensorWide,
      units: ["lr": .parameter, "eps": .gradient, "weight_decay": .one / .parameter])
    // Decay follows the move, which it shrinks with the point: no law knows that form of it.
    if weightDecay == 0 {
      traits.degree = 0
      traits.isTranslationInvariant = true
      traits.isRateLocal = true
    }
    traits.memory = beta1 == 0 ? .scaleOnly : .momentum
    return traits
  }
}
