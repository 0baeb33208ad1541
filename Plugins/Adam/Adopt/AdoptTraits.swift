import Descent

extension Adopt: TraitDeclaring {
  public var traits: RuleTraits {
    var traits = RuleTraits(locality: .coordinatewise, units: ["lr": .parameter, "eps": .gradient])
    traits.isOdd = true
    traits.degree = 0
    traits.rotation = RuleTraits.Rotation.none
    traits.isTranslationInvariant = true
    traits.isRateLocal = true
    traits.memory = beta1 == 0 ? .scaleOnly : .momentum
    traits.isMonotone = true
    traits.declareDecay("weight_decay", decoupled: decoupledWeightDecay)
    let (beta1, eps, power) = (beta1, epsilon, clipExponent)
    if power > 0 {
      // The bound is reached when each normalized gradient is at its clipping limit.
      traits.bound = { t in
        t < 2
          ? 0
          : (2...t).reduce(0) {
            $0 + (1 - beta1) * .pow(beta1, t - $1) * .pow(Double($1 - 1), power)
          }
      }
    }
    if power > 0, power <= 0.5 {
      // While gradients grow, the root of the second moment is at most the last gradient.
      traits.extremalHistory = { t in
        let sizes = (1...t).reduce(into: [1.0]) {
          $0.append($0.last! * 1.25 * .pow(Double($1), power))
        }
        return sizes.prefix(t).map { $0 / sizes[t - 1] }
      }
    }
    traits.linearRegime = LinearRegime(
      preconditioner: eps, stabilityLimit: 2 * (1 + beta1) / (1 - beta1)
    ) { a, step in
      step == 1
        ? LinearRegime.Transition(xx: 1, xp: 0, px: 0, pp: 0)
        : .velocity(a, decay: beta1, share: 1 - beta1)
    }
    traits.constantGradient = { g, t in
      let root = max(abs(g), eps)
      return root == 0 ? 0 : g / root * (1 - .pow(beta1, t - 1))
    }
    // The first step moves nothing.
    traits.impulse = { _, _ in 0 }
    return traits
  }
}
