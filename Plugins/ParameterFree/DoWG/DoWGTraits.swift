import Descent

extension DoWG: TraitDeclaring {
  // ε is used both as a squared length and as a length times a gradient, so it has no
  // consistent unit.
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
