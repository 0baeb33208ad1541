import Descent
import DescentRules

extension QHAdam: TraitDeclaring {
  public var traits: RuleTraits {
    var traits = RuleTraits(
      locality: .coordinatewise, units: ["lr": .parameter, "eps": .gradient])
    traits.declareDecay("weight_decay", decoupled: decoupledWeightDecay)
    traits.isOdd = true
    traits.degree = 0
    traits.rotation = RuleTraits.Rotation.none
    traits.isTranslationInvariant = true
    traits.isRateLocal = true
    traits.memory = beta1 == 0 || nu1 == 0 ? .scaleOnly : .momentum
    traits.isMonotone = true
    traits.descends = true
    let rule = self
    let ratio: @Sendable (Int) -> RatioBound = { t in
      RatioBound(steps: t) { rule.weights($0, t) }
    }
    traits.bound = { ratio($0).value }
    // The move is unbounded if a gradient is in the first moment but no longer in the second.
    let isBounded = beta2 > 0 && nu2 > 0 || beta1 == 0 || nu1 == 0
    if isBounded { traits.extremalHistory = { ratio($0).history } }
    traits.linearRegime = LinearRegime(preconditioner: epsilon, stabilityLimit: limit) { a, step in
      let bias = 1 - Double.pow(rule.beta1, step)
      let (share, weight) = (1 - rule.beta1, rule.nu1 / bias)
      return LinearRegime.Transition(
        xx: 1 - a * (1 - rule.nu1 + weight * share), xp: -weight * rule.beta1, px: share * a,
        pp: rule.beta1)
    }
    traits.constantGradient = { g, _ in
      let root = abs(g) + rule.epsilon
      return root == 0 ? 0 : g / root
    }
    traits.impulse = { g, t in
      let (first, second) = rule.weights(t - 1, t)
      let root = Double.sqrt(second * g * g) + rule.epsilon
      return root == 0 ? 0 : g * first / root
    }
    return traits
  }

  /// QHM's limit, for ε far above the root.
  private var limit: Double { 2 * (1 + beta1) / (1 + beta1 * (1 - 2 * nu1)) }

  /// The weights that a gradient of this age has in the two moments at step t.
  private func weights(_ age: Int, _ t: Int) -> (first: Double, second: Double) {
    func mean(_ nu: Double, _ beta: Double) -> Double {
      let corrected = (1 - beta) * Double.pow(beta, age) / (1 - .pow(beta, t))
      return (age == 0 ? 1 - nu : 0) + nu * corrected
    }
    return (mean(nu1, beta1), mean(nu2, beta2))
  }
}
