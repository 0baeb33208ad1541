import Descent

extension SAM: TraitDeclaring {
  var traits: RuleTraits {
    var traits = RuleTraits(
      locality: .global, units: ["lr": .parameter / .gradient, "rho": .parameter])
    traits.isOdd = true
    traits.rotation = .all
    traits.isTranslationInvariant = true
    traits.isTimeInvariant = true
    traits.isRateLocal = true
    traits.memory = momentum == 0 ? RuleTraits.Memory.none : .momentum
    return traits
  }
}
