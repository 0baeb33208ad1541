import Descent

extension AdaBound: TraitDeclaring {
  public var traits: RuleTraits {
    var traits = RuleTraits(
      locality: .coordinatewise,
      units: ["lr": .parameter, "eps": .gradient, "final_lr": .parameter / .gradient])
    traits.isOdd = true
    traits.rotation = RuleTraits.Rotation.none
    traits.isTranslationInvariant = true
    traits.isRateLocal = true
    traits.memory = beta1 == 0 ? .scaleOnly : .momentum
    traits.isMonotone = true
    traits.descends = finalLr > 0 || gamma == 0
    traits.declareDecay("weight_decay", decoupled: decoupledWeightDecay)
    let (rule, rate, beta1, beta2, eps) = (self, learningRate, beta1, beta2, epsilon)
    // aₜ divided by the rate, if the root of the second moment with ε is r.
    let scale: @Sendable (Double, Int) -> Double = { root, t in
      let bounds = rule.bounds(at: Double(t))
      let bias = (1 - Double.pow(beta2, t)).squareRoot() / (1 - .pow(beta1, t))
      return min(max(bias / root, bounds.lower / rate), bounds.upper / rate)
    }
    traits.constantGradient = { g, t in
      let root = (1 - Double.pow(beta2, t)).squareRoot() * abs(g) + eps
      return (1 - .pow(beta1, t)) * g * scale(root, t)
    }
    traits.impulse = { [amsbound] g, t in
      let v = (1 - beta2) * (amsbound ? 1 : .pow(beta2, t - 1)) * g * g
      return (1 - beta1) * .pow(beta1, t - 1) * g * scale(v.squareRoot() + eps, t)
    }
    // No limit is declared: the bounds close in too slowly for the law to see.
    traits.linearRegime = LinearRegime(preconditioner: eps, stabilityLimit: nil) { a, t in
      .velocity(a, decay: beta1, share: 1 - beta1, weight: eps * scale(eps, t))
    }
    return traits
  }
}
