import Descent
import DescentRules

extension NAdam: TraitDeclaring {
  public var traits: RuleTraits {
    var traits = RuleTraits(
      locality: .coordinatewise, units: ["lr": .parameter, "eps": .gradient])
    traits.isOdd = true
    traits.degree = 0
    traits.rotation = RuleTraits.Rotation.none
    traits.isTranslationInvariant = true
    traits.isRateLocal = true
    traits.memory = beta1 == 0 ? .scaleOnly : .momentum
    traits.isMonotone = true
    traits.descends = true
    traits.declareDecay("weight_decay", decoupled: decoupledWeightDecay)
    let (rule, beta1, beta2, eps) = (self, beta1, beta2, epsilon)
    let ratio: @Sendable (Int) -> RatioBound = { t in
      let parts = rule.parts(at: t)
      return RatioBound(steps: t) { age in
        let first = parts.moment * (1 - beta1) * .pow(beta1, age) + (age == 0 ? parts.gradient : 0)
        return (first, (1 - beta2) * .pow(beta2, age) / (1 - .pow(beta2, t)))
      }
    }
    traits.bound = { ratio($0).value }
    traits.extremalHistory = { ratio($0).history }
    // The momentum must have grown before the law can see that a direction of high curvature
    // diverges.
    let settles = momentumDecay == 0 || momentumDecay >= 0.1 || correction == .single
    let limit = 2 * (1 + beta1) / ((1 - beta1) * (1 + 2 * beta1))
    traits.linearRegime = LinearRegime(
      preconditioner: eps, stabilityLimit: settles ? limit : nil
    ) { a, step in
      let (gradient, moment) = rule.parts(at: step)
      let share = (1 - beta1) * a
      return LinearRegime.Transition(
        xx: 1 - gradient * a - moment * share, xp: -moment * beta1, px: share, pp: beta1)
    }
    traits.constantGradient = { g, t in
      let (parts, root) = (rule.parts(at: t), abs(g) + eps)
      return root == 0 ? 0 : (parts.gradient + parts.moment * (1 - .pow(beta1, t))) * g / root
    }
    traits.impulse = { g, t in
      let parts = rule.parts(at: t)
      let share = parts.moment * (1 - beta1) * .pow(beta1, t - 1) + (t == 1 ? parts.gradient : 0)
      let v = (1 - beta2) * .pow(beta2, t - 1) / (1 - .pow(beta2, t)) * g * g
      let root = v.squareRoot() + eps
      return root == 0 ? 0 : share * g / root
    }
    return traits
  }
}
