import Descent

extension Shampoo: TraitDeclaring {
  var traits: RuleTraits {
    var traits = RuleTraits(locality: .tensorWide)
    traits.isTranslationInvariant = true
    traits.isRateLocal = true
    traits.memory = .scaleOnly
    return traits
  }
}
