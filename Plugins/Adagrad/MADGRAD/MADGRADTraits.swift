import Descent

extension MADGRAD: TraitDeclaring {
  // ε is added to both the rate and a cube root, which have different units, so neither ε nor
  // the rate has a unit.
  public var traits: RuleTraits {
    var traits = RuleTraits(locality: .coordinatewise)
    traits.isOdd = true
    traits.rotation = RuleTraits.Rotation.none
    traits.memory = momentum == 0 ? nil : .momentum
    traits.isMonotone = true
    traits.descends = true
    traits.decay = .coupled("weight_decay")
    return traits
  }
}
