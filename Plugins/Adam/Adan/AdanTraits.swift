import Descent

extension Adan: TraitDeclaring {
  public var traits: RuleTraits {
    var traits = RuleTraits(
      locality: .coordinatewise,
      units: ["lr": .parameter, "eps": .gradient, "weight_decay": .one / .parameter])
    traits.isOdd = true
    traits.degree = 0
    traits.rotation = RuleTraits.Rotation.none
    traits.isTranslationInvariant = true
    traits.isRateLocal = true
    traits.memory = beta1 == 0 && beta2 == 0 ? .scaleOnly : .momentum
    traits.isMonotone = true
    traits.descends = true
    traits.decay = .decoupled("weight_decay")
    let rule = self
    traits.constantGradient = { g, _ in
      let root = abs(g) + rule.epsilon
      return root == 0 ? 0 : g / root
    }
    // The second difference is −g, so its look-ahead is −β₂ g. If both decays are equal, the
    // terms cancel.
    if abs(beta1 - beta2) > 1e-3 {
      traits.impulse = { g, t in
        let m = rule.weight(rule.beta1, t - 1, t)
        let d = t == 1 ? 0 : -rule.beta2 * rule.weight(rule.beta2, t - 2, t)
        let first = rule.weight(rule.beta3, t - 1, t)
        let n = first + (t == 1 ? 0 : rule.weight(rule.beta3, t - 2, t) * rule.beta2 * rule.beta2)
        let root = Double.sqrt(n * g * g) + rule.epsilon
        return root == 0 ? 0 : g * (m + d) / root
      }
    }
    return traits
  }

  /// The weight that a term of this age has in a corrected mean of t terms.
  private func weight(_ beta: Double, _ age: Int, _ t: Int) -> Double {
    (1 - beta) * .pow(beta, age) / (1 - .pow(beta, t))
  }
}
