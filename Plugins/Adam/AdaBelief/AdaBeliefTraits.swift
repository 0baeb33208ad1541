import Descent
import DescentRules

extension AdaBelief: TraitDeclaring {
  public var traits: RuleTraits {
    var traits = RuleTraits(
      locality: .coordinatewise, units: beta1 > 0 ? units : [:])
    traits.isOdd = true
    // Without a mean the difference is 0, so there is nothing to divide by.
    if !units.isEmpty, beta1 > 0 { traits.degree = 0 }
    traits.rotation = RuleTraits.Rotation.none
    traits.isTranslationInvariant = true
    traits.isRateLocal = true
    traits.memory = .momentum
    traits.isMonotone = true
    // With β₁ = 0 the difference is always 0, and only ε keeps the first move from being g/0.
    traits.descends = beta1 > 0 || epsilon > 0 || rootEpsilon > 0 || rectify
    traits.declareDecay("weight_decay", decoupled: decoupledWeightDecay)
    let (rule, beta1, beta2, eps, inner) = (self, beta1, beta2, epsilon, rootEpsilon)
    let placement: EpsilonPlacement = rectify ? .before : .after
    let move: @Sendable (Double, Double, Int) -> Double = { m, v, t in
      guard let factor = rule.factor(at: t) else { return m }
      let root = placement.root(of: v, bias: 1 - .pow(beta2, t), epsilon: eps)
      return root == 0 ? 0 : factor * m / root
    }
    // Under a constant gradient, later differences are rounding errors of the mean. They must
    // not matter.
    if beta2 >= 0.75, beta2 > beta1 * beta1, inner > 0 {
      traits.constantGradient = { [amsgrad] g, t in
        var (v, largest) = (0.0, 0.0)
        for step in 1...t {
          let surprise = .pow(beta1, step) * g
          v = beta2 * v + (1 - beta2) * surprise * surprise + inner
          largest = max(largest, v)
        }
        return move(g, amsgrad ? largest : v, t)
      }
    }
    traits.impulse = { [amsgrad] g, t in
      var (v, largest) = (0.0, 0.0)
      for step in 1...t {
        // The first difference is β₁ g. Later ones are the mean itself.
        let surprise = step == 1 ? beta1 * g : (1 - beta1) * .pow(beta1, step - 1) * g
        v = beta2 * v + (1 - beta2) * surprise * surprise + inner
        largest = max(largest, v)
      }
      let m = (1 - beta1) * .pow(beta1, t - 1) / (1 - .pow(beta1, t)) * g
      return move(m, amsgrad ? largest : v, t)
    }
    return traits
  }

  /// Empty if one ε is added both to a second moment and to its root, or if some steps are not divided.
  private var units: [String: RuleTraits.Unit] {
    if rectify || epsRoot < 0 && epsilon > 0 { return [:] }
    return ["lr": .parameter, "eps": .gradient, "eps_root": .gradient * .gradient]
  }
}
