import Descent

extension Yogi: TraitDeclaring {
  public var traits: RuleTraits {
    let (start, isSeeded) = (initialAccumulatorValue, seedsMomentum && initialAccumulatorValue > 0)
    var traits = RuleTraits(
      locality: .coordinatewise,
      // A first moment that starts at the value of a squared gradient has no consistent unit.
      units: seedsMomentum
        ? [:]
        : [
          "lr": .parameter, "eps": .gradient, "initial_accumulator_value": .gradient * .gradient,
        ])
    traits.isOdd = !isSeeded
    traits.degree = seedsMomentum ? nil : 0
    traits.rotation = RuleTraits.Rotation.none
    traits.isTranslationInvariant = true
    traits.isTimeInvariant = !biasCorrection && (!isSeeded || beta1 == 0)
    traits.isRateLocal = true
    traits.memory = beta1 == 0 ? .scaleOnly : .momentum
    // A second moment that starts above 0 falls for a small gradient and rises for a larger one.
    traits.isMonotone = start == 0
    traits.descends = !isSeeded
    traits.declareDecay("weight_decay", decoupled: decoupledWeightDecay)
    let (beta1, beta2, eps, isCorrected) = (beta1, beta2, epsilon, biasCorrection)
    let bias: @Sendable (Double, Int) -> Double = { isCorrected ? 1 - .pow($0, $1) : 1 }
    let move: @Sendable (Double, Double, Int) -> Double = { m, v, t in
      let root = (v / bias(beta2, t)).squareRoot() + eps
      return root == 0 ? 0 : m / bias(beta1, t) / root
    }
    // If β₂ is 0, a start near the squared gradient cancels up to rounding.
    if !isSeeded, start == 0 || beta2 >= 0.5 {
      traits.impulse = { g, t in
        let square = (1 - beta2) * g * g
        let v = start < g * g ? start + square : start > g * g ? start - square : start
        return move((1 - beta1) * .pow(beta1, t - 1) * g, v, t)
      }
    }
    guard start == 0 else { return traits }
    // The second moment grows in equal steps up to g². It stays there if a step is g² or half of it.
    // Other steps miss g² by rounding, and the moment then oscillates around it.
    if beta2 == 0 || beta2 == 0.5 {
      traits.constantGradient = { g, t in
        move((1 - .pow(beta1, t)) * g, min(Double(t) * (1 - beta2), 1) * g * g, t)
      }
    }
    traits.linearRegime = LinearRegime(
      preconditioner: eps, stabilityLimit: 2 * (1 + beta1) / (1 - beta1)
    ) { a, step in
      .velocity(a, decay: beta1, share: 1 - beta1, weight: 1 / bias(beta1, step))
    }
    return traits
  }
}
