import Descent
import DescentRules

extension AGD: TraitDeclaring {
  public var traits: RuleTraits {
    // All tensors share one θ, so that they restart together.
    var traits = RuleTraits(
      locality: restart == .none && kappa > 0 ? .coordinatewise : .global,
      units: restart == .function ? [:] : ["lr": .parameter / .gradient])
    traits.isOdd = true
    traits.rotation = restart == .function ? nil : .all
    traits.degree = restart == .function ? nil : 1
    traits.memory = kappa == 1 ? RuleTraits.Memory.none : .momentum
    traits.isMonotone = true
    traits.descends = true
    traits.isTranslationInvariant = restart != .function
    guard restart == .none else { return traits }
    traits.isLinear = true
    traits.isTimeInvariant = kappa > 0
    traits.isRateLocal = kappa == 1
    // The lead keeps past rates, so a formula for an impulse would need them too.
    traits.constantGradient = constantGradient
    let mu = momentum(at: 1)
    // At this a, z² − (1 + μ)(1 − a) z + μ(1 − a) has the root −1.
    let limit = kappa >= 1 ? 2 * (1 + mu) / (1 + 2 * mu) : nil
    traits.linearRegime = LinearRegime(stabilityLimit: limit) { a, step in
      let mu = momentum(at: step)
      return LinearRegime.Transition(xx: 1 - a - mu * a, xp: mu, px: -mu * a, pp: mu)
    }
    return traits
  }

  /// μₜ without restarts.
  private func momentum(at step: Int) -> Double {
    guard kappa == 0 else { return (kappa.squareRoot() - 1) / (kappa.squareRoot() + 1) }
    let (before, theta) = MomentumSequence.pair(step)
    return (before - 1) / theta
  }

  /// The last of `steps` moves, divided by the rate.
  private func constantGradient(_ gradient: Double, _ steps: Int) -> Double {
    let constant = momentum(at: 1)
    var (lead, theta) = (0.0, 1.0)
    for _ in 1...steps {
      let next = MomentumSequence.next(theta)
      lead = (kappa == 0 ? (theta - 1) / next : constant) * (lead - gradient)
      theta = next
    }
    return gradient - lead
  }
}
