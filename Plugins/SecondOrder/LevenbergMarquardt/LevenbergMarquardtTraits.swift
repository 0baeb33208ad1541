import Descent

extension LevenbergMarquardt: TraitDeclaring {
  public var traits: RuleTraits { RuleTraits(locality: .global) }
}
