import Descent

extension Adagrad: TraitDeclaring {
  public var traits: RuleTraits {
    var traits = RuleTraits(
      locality: .coordinatewise,
      units: [
        "lr": .parameter, "eps": epsPlacement.unit,
        "initial_accumulator_value": .gradient * .gradient,
        "weight_decay": .gradient / .parameter,
      ])
    traits.isOdd = true
    traits.degree = 0
    traits.rotation = RuleTraits.Rotation.none
    traits.isTranslationInvariant = true
    traits.isTimeInvariant = lrDecay == 0
    traits.isRateLocal = true
    traits.memory = .scaleOnly
    traits.isOrderFree = true
    traits.isMonotone = true
    traits.descends = true
    traits.decay = .coupled("weight_decay")
    traits.bound = { [lrDecay] t in 1 / (1 + Double(t - 1) * lrDecay) }
    let (a0, d, eps, placement) = (initialAccumulatorValue, lrDecay, epsilon, epsPlacement)
    traits.constantGradient = { g, t in
      let root = placement.root(of: a0 + Double(t) * g * g, epsilon: eps)
      return root == 0 ? 0 : g / root / (1 + Double(t - 1) * d)
    }
    traits.impulse = { g, t in
      let root = placement.root(of: a0 + g * g, epsilon: eps)
      return t == 1 && root != 0 ? g / root : 0
    }
    traits.extremalHistory = { t in (1...t).map { $0 == t ? 1 : 0 } }
    // With a decaying rate the rule converges from any initial rate, perhaps late.
    traits.linearRegime = LinearRegime(
      preconditioner: placement.root(of: 0, epsilon: eps), stabilityLimit: d == 0 ? 2 : nil
    ) {
      a, step in .plain(a / (1 + Double(step - 1) * d))
    }
    return traits
  }
}
