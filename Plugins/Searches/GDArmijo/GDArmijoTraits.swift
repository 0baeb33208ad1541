import Descent

extension GDArmijo: TraitDeclaring {
  public var traits: RuleTraits {
    var traits = RuleTraits(locality: .global)
    traits.isOdd = true
    traits.descends = true
    return traits
  }
}
