import Descent
import DescentRules

extension OGM: TraitDeclaring {
  public var traits: RuleTraits {
    var traits = RuleTraits(locality: .coordinatewise, units: ["lr": .parameter / .gradient])
    traits.isOdd = true
    traits.degree = 1
    traits.rotation = .all
    traits.isTranslationInvariant = true
    traits.isLinear = true
    // The lead keeps past rates, so a formula for an impulse would need them too.
    traits.memory = .momentum
    traits.isMonotone = true
    traits.descends = true
    traits.constantGradient = constantGradient
    traits.linearRegime = LinearRegime(stabilityLimit: nil) { a, step in
      let (momentum, share) = factors(step)
      let slope = -(momentum + share) * a
      return LinearRegime.Transition(xx: 1 - a + slope, xp: momentum, px: slope, pp: momentum)
    }
    return traits
  }

  /// (θₜ₋₁ − 1)/θₜ and θₜ₋₁/θₜ.
  func factors(_ step: Int) -> (momentum: Double, share: Double) {
    let (before, theta) = MomentumSequence.pair(step, horizon: horizon)
    return ((before - 1) / theta, before / theta)
  }

  /// The last of `steps` moves, divided by the rate.
  private func constantGradient(_ gradient: Double, _ steps: Int) -> Double {
    var (lead, theta) = (0.0, 1.0)
    for t in 1...steps {
      let next = MomentumSequence.next(theta, isLast: t == horizon)
      lead = (theta - 1) / next * (lead - gradient) - theta / next * gradient
      theta = next
    }
    return gradient - lead
  }
}
