import Descent

extension Lamb: TraitDeclaring {
  var traits: RuleTraits {
    var traits = RuleTraits(locality: .tensorWide)
    traits.isRateLocal = true
    traits.memory = beta1 == 0 ? .scaleOnly : .momentum
    return traits
  }
}
