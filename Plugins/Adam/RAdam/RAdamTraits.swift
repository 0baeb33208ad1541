import Descent
import DescentRules

extension RAdam: TraitDeclaring {
  public var traits: RuleTraits {
    var traits = RuleTraits(locality: .coordinatewise, units: units)
    traits.isOdd = true
    // The degree is 1 below the threshold and 0 above it.
    if !degeneratedToSgd { traits.degree = 0 } else if !isEverRectified { traits.degree = 1 }
    traits.rotation = traits.degree == 1 ? .all : RuleTraits.Rotation.none
    traits.isLinear = degeneratedToSgd && !isEverRectified
    traits.isTranslationInvariant = true
    traits.isRateLocal = true
    traits.memory = beta1 != 0 ? .momentum : isEverRectified ? .scaleOnly : RuleTraits.Memory.none
    traits.isMonotone = true
    traits.descends = degeneratedToSgd
    traits.declareDecay("weight_decay", decoupled: decoupledWeightDecay)
    let (rule, beta1, beta2, eps, placement) = (self, beta1, beta2, epsilon, epsPlacement)
    let below: Double = degeneratedToSgd ? 1 : 0
    let ratio: @Sendable (Int) -> RatioBound = { t in
      RatioBound(steps: t) { age in
        (
          (1 - beta1) * .pow(beta1, age) / (1 - .pow(beta1, t)),
          (1 - beta2) * .pow(beta2, age) / (1 - .pow(beta2, t))
        )
      }
    }
    if !degeneratedToSgd {
      traits.bound = { t in rule.rectification(at: t).map { $0 * ratio(t).value } ?? 0 }
      traits.extremalHistory = { t in
        rule.rectification(at: t) == nil ? Array(repeating: 0, count: t) : ratio(t).history
      }
    }
    traits.linearRegime = linearRegime
    let move: @Sendable (Double, Double, Int) -> Double = { m, v, t in
      guard let factor = rule.rectification(at: t) else { return below * m }
      let root = placement.root(of: v, bias: 1 - .pow(beta2, t), epsilon: eps)
      return root == 0 ? 0 : factor * m / root
    }
    traits.constantGradient = { g, t in move(g, (1 - .pow(beta2, t)) * g * g, t) }
    traits.impulse = { g, t in
      let m = (1 - beta1) * .pow(beta1, t - 1) / (1 - .pow(beta1, t)) * g
      return move(m, (1 - beta2) * .pow(beta2, t - 1) * g * g, t)
    }
    return traits
  }

  /// Empty if the rate has the unit of parameters in some steps, and that unit divided by the gradients'
  /// in others.
  private var units: [String: RuleTraits.Unit] {
    if !degeneratedToSgd { return ["lr": .parameter, "eps": epsPlacement.unit] }
    return isEverRectified ? [:] : ["lr": .parameter / .gradient]
  }

  private var linearRegime: LinearRegime? {
    let (rule, beta1, beta2, placement) = (self, beta1, beta2, epsPlacement)
    let limit = 2 * (1 + beta1) / (1 - beta1)
    if degeneratedToSgd {
      return isEverRectified
        ? nil
        : LinearRegime(stabilityLimit: limit) { a, t in
          .velocity(a, decay: beta1, share: 1 - beta1, weight: 1 / (1 - .pow(beta1, t)))
        }
    }
    guard isEverRectified else { return nil }
    // The factor r takes as long to settle as the second moment.
    return LinearRegime(
      preconditioner: placement.preconditioner(epsilon),
      stabilityLimit: beta2 <= 0.9 ? limit : nil
    ) { a, t in
      let factor = (rule.rectification(at: t) ?? 0) * placement.factor(bias: 1 - .pow(beta2, t))
      return .velocity(
        a, decay: beta1, share: 1 - beta1, weight: factor / (1 - .pow(beta1, t)))
    }
  }
}
