import Descent

extension SM3: TraitDeclaring {
  public var traits: RuleTraits {
    var traits = RuleTraits(
      locality: .tensorWide, units: ["lr": .parameter, "eps": .gradient * .gradient])
    traits.isOdd = true
    traits.degree = 0
    traits.rotation = RuleTraits.Rotation.none
    traits.isTranslationInvariant = true
    traits.isTimeInvariant = true
    traits.isRateLocal = true
    traits.memory = momentum == 0 ? .scaleOnly : .momentum
    traits.isMonotone = true
    traits.descends = true
    // ν is at least the newest square times its share, and the weights of the mean sum to 1 − βᵗ.
    let (momentum, share) = (momentum, beta2 == 1 ? 1 : 1 - beta2)
    traits.bound = { (1 - .pow(momentum, $0)) / share.squareRoot() }
    return traits
  }
}
