import Descent

extension TrustRegion: TraitDeclaring {
  public var traits: RuleTraits {
    var traits = RuleTraits(locality: .global)
    traits.isOdd = true
    traits.rotation = .all
    return traits
  }
}
