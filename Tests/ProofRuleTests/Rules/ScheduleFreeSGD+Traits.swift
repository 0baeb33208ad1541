import Descent

extension ScheduleFreeSGD: TraitDeclaring {
  // The weights hold powers of the rate: it has no unit of its own, and acts beyond its step.
  var traits: RuleTraits {
    var traits = RuleTraits(locality: .coordinatewise)
    traits.isOdd = true
    return traits
  }
}
