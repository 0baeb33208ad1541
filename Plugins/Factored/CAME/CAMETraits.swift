import Descent

extension CAME: TraitDeclaring {
  public var traits: RuleTraits {
    var traits = RuleTraits(
      locality: .tensorWide,
      units: ["lr": .parameter, "eps1": .gradient * .gradient, "weight_decay": .one / .parameter])
    traits.isOdd = true
    traits.degree = 0
    traits.rotation = RuleTraits.Rotation.none
    traits.isTranslationInvariant = true
    traits.isRateLocal = true
    traits.memory = .momentum
    traits.descends = true
    traits.decay = .decoupled("weight_decay")
    if beta1 == 0 {
      // Then nothing deviates. lr and ε₂ occur only as one quotient, so their units are not
      // unique.
      traits.units = [:]
      traits.degree = nil
    }
    return traits
  }
}
