import Descent

extension SGLD: TraitDeclaring {
  // The noise is no function of gradients, so little can be said of its moves.
  public var traits: RuleTraits {
    var traits = RuleTraits(locality: .tensorWide)
    traits.isTranslationInvariant = true
    traits.drawsRandom = temperature > 0
    return traits
  }
}
