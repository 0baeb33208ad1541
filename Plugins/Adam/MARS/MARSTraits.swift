import Descent

extension MARS: TraitDeclaring {
  public var traits: RuleTraits {
    var traits = RuleTraits(
      locality: .tensorWide,
      units: [
        "lr": .parameter, "eps": .gradient, "clip": .gradient, "weight_decay": .one / .parameter,
      ])
    traits.isOdd = true
    traits.degree = 0
    traits.rotation = RuleTraits.Rotation.none
    traits.isTranslationInvariant = true
    traits.isRateLocal = true
    traits.memory = .momentum
    traits.decay = .decoupled("weight_decay")
    traits.descends = true
    if variant == .lion { traits.bound = { _ in 1 } }
    return traits
  }
}
