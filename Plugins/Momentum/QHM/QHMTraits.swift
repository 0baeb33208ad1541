import Descent

extension QHM: TraitDeclaring {
  public var traits: RuleTraits {
    var traits = RuleTraits(locality: .coordinatewise, units: ["lr": .parameter / .gradient])
    traits.declareDecay("weight_decay", decoupled: decoupledWeightDecay)
    if decoupledWeightDecay { traits.units["weight_decay"] = .gradient / .parameter }
    traits.isOdd = true
    traits.degree = 1
    traits.rotation = .all
    traits.isTranslationInvariant = true
    traits.isLinear = true
    traits.isTimeInvariant = true
    traits.isRateLocal = true
    traits.memory = momentum == 0 || nu == 0 ? RuleTraits.Memory.none : .momentum
    traits.isMonotone = true
    traits.descends = true
    let (beta, nu) = (momentum, nu)
    traits.constantGradient = { g, t in g * (1 - nu * .pow(beta, t)) }
    traits.impulse = { g, t in
      g * ((t == 1 ? 1 - nu : 0) + nu * (1 - beta) * .pow(beta, t - 1))
    }
    // z² − (1 + β − a (1 − νβ)) z + β (1 − a (1 − ν)) has the root −1 at the limit.
    traits.linearRegime = LinearRegime(
      stabilityLimit: 2 * (1 + beta) / (1 + beta * (1 - 2 * nu))
    ) { a, _ in
      LinearRegime.Transition(
        xx: 1 - a * (1 - nu * beta), xp: -nu * beta, px: (1 - beta) * a, pp: beta)
    }
    return traits
  }
}
