import Descent

extension NovoGrad: TraitDeclaring {
  // Decay is added to the normalized gradient in the velocity, so it is neither coupled nor
  // decoupled. A first gradient of 0 starts the second moment at 0, so it does more than delay the
  // run.
  public var traits: RuleTraits {
    var traits = RuleTraits(
      locality: .tensorWide,
      units: ["lr": .parameter, "eps": .gradient, "weight_decay": .one / .parameter])
    traits.isOdd = true
    traits.degree = 0
    traits.rotation = .all
    traits.isTranslationInvariant = weightDecay == 0 || decoupledWeightDecay
    traits.isRateLocal = true
    traits.memory = beta1 == 0 ? .scaleOnly : .momentum
    traits.isMonotone = true
    traits.descends = true
    if decoupledWeightDecay { traits.decay = .decoupled("weight_decay") }
    let (beta1, beta2, averaged) = (beta1, beta2, gradAveraging)
    // |g| is at most the norm. The squared norm's share under the root is 1 in the first step, then 1 −
    // β₂.
    traits.bound = { t in
      let ages = (0..<t).reduce(0.0) { sum, age in
        sum + .pow(beta1, age) * (age == t - 1 ? 1 : 1 / (1 - beta2).squareRoot())
      }
      return (averaged ? 1 - beta1 : 1) * ages
    }
    return traits
  }
}
