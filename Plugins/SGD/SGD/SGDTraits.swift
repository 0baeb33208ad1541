import Descent

extension SGD: TraitDeclaring {
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
    traits.memory = RuleTraits.Memory.none
    traits.isOrderFree = true
    traits.isMonotone = true
    traits.descends = true
    traits.decay = .coupled("weight_decay")
    traits.constantGradient = { g, _ in g }
    traits.impulse = { g, t in t == 1 ? g : 0 }
    traits.linearRegime = LinearRegime(stabilityLimit: 2) { a, _ in .plain(a) }
    return traits
  }
}
