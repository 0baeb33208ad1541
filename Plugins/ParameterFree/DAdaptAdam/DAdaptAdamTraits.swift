import Descent

extension DAdaptAdam: TraitDeclaring {
  // Steps before the first gradient do nothing, so they are only a delay. Decoupled decay is multiplied
  // by the estimated rate, not by lr.
  public var traits: RuleTraits {
    var traits = RuleTraits(
      locality: .global,
      units: [
        "lr": .one, "d0": .parameter, "eps": .gradient,
        "weight_decay": decoupledWeightDecay ? .one / .parameter : .gradient / .parameter,
      ])
    traits.isOdd = true
    traits.degree = 0
    traits.rotation = RuleTraits.Rotation.none
    traits.isTranslationInvariant = weightDecay == 0 || !decoupledWeightDecay
    traits.isTimeInvariant = true
    traits.memory = beta1 == 0 ? .scaleOnly : .momentum
    traits.isMonotone = true
    traits.descends = true
    if !decoupledWeightDecay { traits.decay = .coupled("weight_decay") }
    return traits
  }
}
