import Descent
import DescentRules

extension AdEMAMix: TraitDeclaring {
  public var traits: RuleTraits {
    var traits = RuleTraits(
      locality: .coordinatewise,
      units: ["lr": .parameter, "eps": .gradient, "weight_decay": .one / .parameter])
    traits.isOdd = true
    traits.degree = 0
    traits.rotation = RuleTraits.Rotation.none
    traits.isTranslationInvariant = true
    traits.isRateLocal = true
    let rule = self
    let hasMomentum = beta1 > 0 || (alpha > 0 && (beta3 > 0 || beta3Warmup > 1))
    traits.memory = hasMomentum ? .momentum : .scaleOnly
    traits.isMonotone = true
    traits.descends = true
    traits.decay = .decoupled("weight_decay")
    let ratio: @Sendable (Int) -> RatioBound = { t in
      let slow = rule.slowWeights(t)
      return RatioBound(steps: t) { age in
        (rule.fastWeight(age, t) + slow[age], rule.squareWeight(age, t))
      }
    }
    traits.bound = { ratio($0).value }
    if beta2 > 0 || !hasMomentum { traits.extremalHistory = { ratio($0).history } }
    traits.constantGradient = { g, t in
      let root = abs(g) + rule.epsilon
      return root == 0 ? 0 : g * (1 + rule.slowWeights(t).reduce(0, +)) / root
    }
    traits.impulse = { g, t in
      let root = Double.sqrt(rule.squareWeight(t - 1, t) * g * g) + rule.epsilon
      return root == 0 ? 0 : g * (rule.fastWeight(t - 1, t) + rule.slowWeights(t)[t - 1]) / root
    }
    // With the slow mean the state has three parts, so a 2 x 2 matrix cannot describe it.
    if alpha == 0 {
      traits.linearRegime = LinearRegime(
        preconditioner: epsilon, stabilityLimit: 2 * (1 + beta1) / (1 - beta1)
      ) { a, step in
        .velocity(
          a, decay: rule.beta1, share: 1 - rule.beta1, weight: 1 / (1 - .pow(rule.beta1, step)))
      }
    }
    return traits
  }

  /// The weight that a gradient of this age has in the move through the fast mean.
  private func fastWeight(_ age: Int, _ t: Int) -> Double {
    (1 - beta1) * .pow(beta1, age) / (1 - .pow(beta1, t))
  }

  private func squareWeight(_ age: Int, _ t: Int) -> Double {
    (1 - beta2) * .pow(beta2, age) / (1 - .pow(beta2, t))
  }

  /// The weight that a gradient of each age has in the move through the slow mean.
  private func slowWeights(_ t: Int) -> [Double] {
    var left = weight(at: Double(t))
    return (0..<t).map { age in
      let decay = slowDecay(at: Double(t - age))
      defer { left *= decay }
      return left * (1 - decay)
    }
  }
}
