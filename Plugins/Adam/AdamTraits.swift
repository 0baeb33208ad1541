import Descent

extension Adam: TraitDeclaring {
  public var traits: RuleTraits {
    var traits = RuleTraits(
      locality: .coordinatewise,
      units: ["lr": .parameter, "eps": .gradient, "weight_decay": .gradient / .parameter])
    traits.isOdd = true
    traits.degree = 0
    traits.rotation = RuleTraits.Rotation.none
    traits.isTranslationInvariant = true
    traits.isRateLocal = true
    traits.memory = beta1 == 0 ? .scaleOnly : .momentum
    traits.isMonotone = true
    traits.descends = true
    traits.decay = .coupled("weight_decay")
    let (beta1, beta2, eps, amsgrad) = (beta1, beta2, epsilon, amsgrad)
    traits.bound = { t in
      // Cauchy and Schwarz: |Σ wᵢ gᵢ| / √(Σ uᵢ gᵢ²) is at most √(Σ wᵢ²/uᵢ).
      let (c1, c2) = (1 - Double.pow(beta1, t), 1 - Double.pow(beta2, t))
      let squares = (0..<t).reduce(0.0) { sum, age in
        let w = (1 - beta1) * .pow(beta1, age) / c1
        let u = (1 - beta2) * .pow(beta2, age) / c2
        return w == 0 ? sum : sum + w * w / u
      }
      return .sqrt(squares)
    }
    // Equality where wᵢ ∝ uᵢ gᵢ. AMSGrad attains it as long as the gradients do not shrink.
    if !amsgrad || beta1 <= beta2 {
      traits.extremalHistory = { t in
        (1...t).map { beta1 == 0 ? ($0 == t ? 1 : 0) : .pow(beta1 / beta2, t - $0) }
      }
    }
    traits.linearRegime = LinearRegime(
      preconditioner: eps, stabilityLimit: 2 * (1 + beta1) / (1 - beta1)
    ) { a, step in
      .velocity(a, decay: beta1, share: 1 - beta1, weight: 1 / (1 - .pow(beta1, step)))
    }
    // Both corrected moments of a constant are the constant: the move does not depend on time.
    traits.constantGradient = { g, _ in
      let root = abs(g) + eps
      return root == 0 ? 0 : g / root
    }
    traits.impulse = { g, t in
      let m = (1 - beta1) * .pow(beta1, t - 1) / (1 - .pow(beta1, t)) * g
      let v = (1 - beta2) * (amsgrad ? 1 : .pow(beta2, t - 1)) / (1 - .pow(beta2, t)) * g * g
      let root = Double.sqrt(v) + eps
      return root == 0 ? 0 : m / root
    }
    return traits
  }
}
