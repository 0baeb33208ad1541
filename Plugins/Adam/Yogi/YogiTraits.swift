import Descent

extension Yogi: TraitDeclaring {
  public var traits: RuleTraits {
    let (start, isSeeded) = (initialAccumulatorValue, seedsMomentum && initialAccumulatorValue > 0)
    var traits = RuleTraits(
      locality: .coordinatewise,
      // A first moment that starts at a square has no unit.
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
    // From above its start the second moment goes down with a gradient, and up with a larger one.
    traits.isMonotone = start == 0
    traits.descends = !isSeeded
    traits.declareDecay("weight_decay", decoupled: decoupledWeightDecay)
    let (beta1, beta2, eps, isCorrected) = (beta1, beta2, epsilon, biasCorrection)
    let bias: @Sendable (Double, Int) -> Double = { isCorrected ? 1 - .pow($0, $1) : 1 }
    let move: @Sendable (Double, Double, Int) -> Double = { m, v, t in
      let root = (v / bias(beta2, t)).squareRoot() + eps
      return root == 0 ? 0 : m / bias(beta1, t) / root
    }
    // A start near the square of the gradient is cancelled, but for rounding, where β₂ is 0.
    if !isSeeded, start == 0 || beta2 >= 0.5 {
      traits.impulse = { g, t in
        let square = (1 - beta2) * g * g
        let v = start < g * g ? start + square : start > g * g ? start - square : start
        return move((1 - beta1) * .pow(beta1, t - 1) * g, v, t)
      }
    }
    guard start == 0 else { return traits }
    // The second moment grows by equal steps up to g², and stays there where a step is g² or a half of
    // it; others miss g² by rounding and swing about it.
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
