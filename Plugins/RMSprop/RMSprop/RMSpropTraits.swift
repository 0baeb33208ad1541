import Descent

extension RMSprop: TraitDeclaring {
  public var traits: RuleTraits {
    var traits = RuleTraits(
      locality: .coordinatewise,
      units: ["lr": .parameter, "eps": epsPlacement.unit, "weight_decay": .gradient / .parameter])
    traits.isOdd = true
    traits.degree = 0
    traits.rotation = RuleTraits.Rotation.none
    traits.isTranslationInvariant = true
    traits.isTimeInvariant = true
    traits.isRateLocal = true
    traits.memory = momentum == 0 ? .scaleOnly : .momentum
    traits.isMonotone = !centered
    traits.descends = true
    // If the variance is close to 0, decay feeds back through a root close to 0.
    traits.hasBoundedFeedback = !centered
    traits.decay = .coupled("weight_decay")
    let (alpha, mu, eps, centered) = (alpha, momentum, epsilon, centered)
    let placement = epsPlacement
    // The largest quotient is |g| / √((1 − α) g²). A centered variance can be arbitrarily small
    // compared to g.
    if !centered {
      traits.bound = { t in (1 - .pow(mu, t)) / (1 - mu) / .sqrt(1 - alpha) }
    }
    // The case of a gradient after a long time without one.
    if !centered, mu == 0 {
      traits.extremalHistory = { t in (1...t).map { $0 == t ? 1 : 0 } }
    }
    traits.linearRegime = LinearRegime(
      preconditioner: placement.root(of: 0, epsilon: eps), stabilityLimit: 2 * (1 + mu)
    ) { a, _ in
      .velocity(a, decay: mu, share: 1)
    }
    /// The scaled gradient after t equal gradients: v = (1 − αᵗ) g², m = (1 − αᵗ) g.
    let scaled: @Sendable (Double, Int) -> Double = { g, t in
      let share = 1 - Double.pow(alpha, t)
      let variance = centered ? share * .pow(alpha, t) : share
      let root = placement.root(of: variance * g * g, epsilon: eps)
      return root == 0 ? 0 : g / root
    }
    if mu == 0 {
      traits.constantGradient = scaled
    } else {
      traits.constantGradient = { g, t in
        (1...t).reduce(0.0) { buffer, step in mu * buffer + scaled(g, step) }
      }
    }
    traits.impulse = { g, t in scaled(g, 1) * .pow(mu, t - 1) }
    return traits
  }
}
