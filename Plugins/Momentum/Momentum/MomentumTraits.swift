import Descent

extension Momentum: TraitDeclaring {
  public var traits: RuleTraits {
    var traits = RuleTraits(
      locality: .coordinatewise,
      units: ["lr": .parameter / .gradient, "weight_decay": .gradient / .parameter])
    traits.isOdd = true
    traits.degree = 1
    traits.rotation = .all
    traits.isTranslationInvariant = true
    traits.isLinear = true
    // In PyTorch's convention the first gradient has a different weight.
    traits.isTimeInvariant = dampening == 0 || dampensFirst
    // A velocity that contains rates still moves the parameters at a rate of 0.
    traits.isRateLocal = !rateInVelocity || momentum == 0
    traits.memory = momentum == 0 ? RuleTraits.Memory.none : .momentum
    traits.isMonotone = true
    // If the first gradient is fully dampened, it gives no move.
    traits.descends = dampening < 1 || !dampensFirst
    traits.decay = .coupled("weight_decay")
    // With first share s₁ the velocity is vₜ = μᵗ⁻¹ s₁ g + (1 − d) g (1 − μᵗ⁻¹)/(1 − μ).
    let (mu, share, first) = (momentum, 1 - dampening, dampensFirst ? 1 - dampening : 1)
    let velocity: @Sendable (Int) -> Double = { t in
      let power = Double.pow(mu, t - 1)
      return power * first + share * (1 - power) / (1 - mu)
    }
    traits.constantGradient = { [nesterov] g, t in
      g * (nesterov ? 1 + mu * velocity(t) : velocity(t))
    }
    if traits.isRateLocal {
      traits.impulse = { [nesterov] g, t in
        let decayed = g * first * .pow(mu, t - 1)
        return nesterov ? (t == 1 ? g : 0) + mu * decayed : decayed
      }
    }
    traits.linearRegime = linearRegime
    return traits
  }

  /// The roots of z² − (1 + μ − (1 − d) a) z + μ leave the unit circle at −1; those of Nesterov's
  /// z² − (1 + μ)(1 − a) z + μ(1 − a) too.
  private var linearRegime: LinearRegime {
    let (mu, share, first) = (momentum, 1 - dampening, dampensFirst ? 1 - dampening : 1)
    if nesterov {
      return LinearRegime(stabilityLimit: 2 * (1 + mu) / (1 + 2 * mu)) { a, _ in
        LinearRegime.Transition(xx: 1 - a - mu * a, xp: -mu * mu, px: a, pp: mu)
      }
    }
    return LinearRegime(stabilityLimit: share == 0 ? nil : 2 * (1 + mu) / share) { a, step in
      .velocity(a, decay: mu, share: step == 1 ? first : share)
    }
  }
}
