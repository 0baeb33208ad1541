import Descent

extension Silver: TraitDeclaring {
  public var traits: RuleTraits {
    var traits = RuleTraits(locality: .coordinatewise, units: ["lr": .parameter / .gradient])
    traits.isOdd = true
    traits.degree = 1
    traits.rotation = .all
    traits.isTranslationInvariant = true
    traits.isLinear = true
    traits.isRateLocal = true
    traits.memory = RuleTraits.Memory.none
    traits.isOrderFree = true
    traits.isMonotone = true
    traits.descends = true
    traits.constantGradient = { g, t in g * Self.factor(t) }
    // The factor is √2 at the first step.
    traits.impulse = { g, t in t == 1 ? g * Self.factor(1) : 0 }
    traits.linearRegime = LinearRegime(stabilityLimit: nil) { a, step in
      .plain(a * Self.factor(step))
    }
    return traits
  }
}
