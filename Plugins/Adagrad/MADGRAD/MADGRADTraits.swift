import Descent

extension MADGRAD: TraitDeclaring {
  // ε is added to numbers of two units, the rate and a cube root: neither has its own unit.
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
