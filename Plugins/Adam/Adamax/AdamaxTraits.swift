import Descent

extension Adamax: TraitDeclaring {
  public var traits: RuleTraits {
    var traits = RuleTraits(
      locality: .coordinatewise, units: ["lr": .parameter, "eps": .gradient])
    traits.isOdd = true
    traits.degree = 0
    traits.rotation = RuleTraits.Rotation.none
    traits.isTranslationInvariant = true
    traits.isRateLocal = true
    traits.memory = beta1 == 0 ? .scaleOnly : .momentum
    traits.isTimeInvariant = beta1 == 0 && (epsPlacement == .denominator || epsilon == 0)
    traits.isMonotone = true
    traits.descends = true
    traits.declareDecay("weight_decay", decoupled: false)
    let (beta1, beta2, eps, isNorm) = (beta1, beta2, epsilon, epsPlacement == .norm)
    traits.bound = { t in
      // Each |gᵢ| is at most β₂ⁱ⁻ᵗ times the maximum.
      let sum = (0..<t).reduce(0.0) { sum, age in
        let w = Double.pow(beta1, age)
        return w == 0 ? sum : sum + w / .pow(beta2, age)
      }
      return (1 - beta1) * sum / (1 - .pow(beta1, t))
    }
    traits.extremalHistory = { t in
      (1...t).map { beta1 == 0 ? ($0 == t ? 1 : 0) : .pow(1 / beta2, t - $0) }
    }
    traits.linearRegime = LinearRegime(
      preconditioner: eps, stabilityLimit: 2 * (1 + beta1) / (1 - beta1)
    ) { a, step in
      .velocity(a, decay: beta1, share: 1 - beta1, weight: 1 / (1 - .pow(beta1, step)))
    }
    traits.constantGradient = { g, _ in
      let u = abs(g) + eps
      return u == 0 ? 0 : g / u
    }
    traits.impulse = { g, t in
      let kept = Double.pow(beta2, t - 1)
      let u = isNorm ? max(kept * (abs(g) + eps), eps) : kept * abs(g) + eps
      return u == 0 ? 0 : (1 - beta1) * .pow(beta1, t - 1) / (1 - .pow(beta1, t)) * g / u
    }
    return traits
  }
}
