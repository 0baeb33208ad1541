import Descent

extension LaProp: TraitDeclaring {
  public var traits: RuleTraits {
    var traits = RuleTraits(
      locality: .coordinatewise,
      units: ["lr": .parameter, "eps": .gradient, "weight_decay": .one / .parameter])
    traits.isOdd = true
    traits.degree = 0
    traits.rotation = RuleTraits.Rotation.none
    traits.isTranslationInvariant = true
    // The moves are divided by the mean rate, which depends on all earlier rates.
    traits.isRateLocal = !rateInMomentum || beta1 == 0
    traits.memory = beta1 == 0 ? .scaleOnly : .momentum
    traits.isMonotone = true
    traits.descends = true
    traits.decay = .decoupled("weight_decay")
    let (beta1, beta2, eps) = (beta1, beta2, epsilon)
    if traits.isRateLocal {
      traits.impulse = { g, t in
        let root = abs(g) + eps
        return root == 0 ? 0 : g / root * (1 - beta1) * .pow(beta1, t - 1) / (1 - .pow(beta1, t))
      }
      // A normalized gradient is largest if all earlier gradients are 0: √((1 − β₂ˢ)/(1 − β₂)).
      traits.bound = { t in
        let (share, total) = (1 - beta1, 1 - Double.pow(beta1, t))
        return (1...t).reduce(0) { sum, s in
          let root = Double.sqrt((1 - .pow(beta2, s)) / (1 - beta2))
          return sum + share * .pow(beta1, t - s) / total * root
        }
      }
    }
    traits.linearRegime = LinearRegime(
      preconditioner: eps, stabilityLimit: 2 * (1 + beta1) / (1 - beta1)
    ) { a, step in
      .velocity(a, decay: beta1, share: 1 - beta1, weight: 1 / (1 - .pow(beta1, step)))
    }
    traits.constantGradient = { g, _ in
      let root = abs(g) + eps
      return root == 0 ? 0 : g / root
    }
    return traits
  }

  /// Decay acts on the point after the move.
  public static let exemptions = ["F1", "R2"].map {
    Exemption(
      law: $0, reason: "decay comes after the move",
      reference: "Z-T-WANG/LaProp-Optimizer, laprop.py")
  }
}
