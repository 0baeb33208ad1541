import Descent

extension Lars: TraitDeclaring {
  // Decay is a part of the gradient, but counts in the ratio by itself, so it is not coupled decay as the
  // law has it. No unit of lr holds in all cases: where a norm is 0 the step is the gradient's.
  var traits: RuleTraits {
    var traits = RuleTraits(locality: .tensorWide)
    traits.isRateLocal = !rateInVelocity
    traits.memory = momentum == 0 ? RuleTraits.Memory.none : .momentum
    return traits
  }
}
