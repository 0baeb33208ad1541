import Descent

extension SGLD: TraitDeclaring {
  // Of its moves the noise is no function of gradients, so little can be said of them.
  var traits: RuleTraits {
    var traits = RuleTraits(locality: .tensorWide)
    traits.isTranslationInvariant = true
    return traits
  }
}
