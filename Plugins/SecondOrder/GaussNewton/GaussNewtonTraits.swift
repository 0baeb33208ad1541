import Descent

extension GaussNewton: TraitDeclaring {
  public var traits: RuleTraits {
    var traits = RuleTraits(locality: .global)
    traits.memory = RuleTraits.Memory.none
    traits.isOrderFree = true
    traits.isRateLocal = true
    return traits
  }
}
