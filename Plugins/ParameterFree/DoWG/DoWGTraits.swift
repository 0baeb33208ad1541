import Descent

extension DoWG: TraitDeclaring {
  // ε is a squared length and a length times a gradient at once, so that it has no unit.
  public var traits: RuleTraits {
    var traits = RuleTraits(locality: perTensor ? .tensorWide : .global)
    traits.isOdd = true
    traits.rotation = .all
    traits.isTimeInvariant = true
    traits.memory = .scaleOnly
    traits.isMonotone = true
    traits.decay = .coupled("weight_decay")
    return traits
  }
}
