import Descent

extension Polyak: TraitDeclaring {
  // The units of ε and of the largest step are [g²] and [x/g]; f* has the unit of values, x g.
  var traits: RuleTraits {
    var traits = RuleTraits(locality: .global)
    traits.memory = RuleTraits.Memory.none
    traits.isRateLocal = true
    return traits
  }
}
