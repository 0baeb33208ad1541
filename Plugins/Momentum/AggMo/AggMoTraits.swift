import Descent

extension AggMo: TraitDeclaring {
  public var traits: RuleTraits {
    var traits = RuleTraits(
      locality: .coordinatewise,
      units: ["lr": .parameter / .gradient, "weight_decay": .gradient / .parameter])
    traits.isOdd = true
    traits.degree = 1
    traits.rotation = .all
    traits.isTranslationInvariant = true
    traits.isLinear = true
    traits.isTimeInvariant = true
    traits.isRateLocal = true
    traits.memory = k == 1 || a == 1 ? RuleTraits.Memory.none : .momentum
    traits.isMonotone = true
    traits.descends = true
    traits.decay = .coupled("weight_decay")
    let (decays, count, k) = (decays, Double(k), k)
    traits.constantGradient = { g, t in
      decays.reduce(0.0) { $0 + g * (1 - .pow($1, t)) / (1 - $1) / count }
    }
    traits.impulse = { g, t in
      decays.reduce(0.0) { $0 + g * ($1 == 0 ? (t == 1 ? 1 : 0) : .pow($1, t - 1)) / count }
    }
    // Of two velocities the first has no memory, so the state is only the second one's.
    if k <= 2 {
      let beta = k == 2 ? 1 - a : 0
      traits.linearRegime = LinearRegime(
        stabilityLimit: 2 * count / decays.reduce(0) { $0 + 1 / (1 + $1) }
      ) { h, _ in
        k == 1
          ? .plain(h)
          : LinearRegime.Transition(xx: 1 - h, xp: -beta, px: h / 2, pp: beta)
      }
    }
    return traits
  }
}
