import Descent

extension Shampoo: TraitDeclaring {
  public var traits: RuleTraits {
    var traits = RuleTraits(locality: .tensorWide)
    // Without grafting, a move has the parameters' unit only if all axes have factors with the
    // published exponent. With grafting, it has the unit of the grafted rule's move.
    if exponent == 0, maxDim >= 1024 {
      let isGradient = grafting == .sgd
      traits.units = [
        "lr": isGradient ? .parameter / .gradient : .parameter,
        "eps": .gradient * .gradient, "graft_eps": .gradient,
        "weight_decay": decoupledWeightDecay
          ? (isGradient ? .gradient / .parameter : .one / .parameter) : .gradient / .parameter,
      ]
      traits.degree = isGradient ? 1 : 0
    }
    // If a factor contains only the last gradient, a mean of gradients may have components outside
    // its range. Larger exponents amplify rounding errors there, so rounding then decides the
    // move.
    let isConditioned = exponent == 0 && (beta1 == 0 || beta2 > 0)
    traits.rotation =
      grafting.hasState ? RuleTraits.Rotation.none : isConditioned ? .leftAndRight : nil
    traits.isTranslationInvariant = true
    traits.isTimeInvariant =
      beta2 == 1 && updatePeriod == 1 && startStep == 1 && grafting != .adam
      && (beta1 == 0 || !biasCorrection)
    traits.isRateLocal = true
    let forgets = beta2 == 0 && updatePeriod == 1 && !grafting.hasState
    traits.memory =
      momentum != 0 || beta1 != 0
      ? .momentum : forgets ? RuleTraits.Memory.none : .scaleOnly
    traits.decay =
      decoupledWeightDecay ? .decoupled("weight_decay") : .coupled("weight_decay")
    return traits
  }
}
