import Descent

extension SGLD: TraitDeclaring {
  // The noise does not depend on the gradients, so the moves have few traits.
  public var traits: RuleTraits {
    var traits = RuleTraits(locality: .tensorWide)
    traits.isTranslationInvariant = true
    traits.drawsRandom = temperature > 0
    return traits
  }
}
