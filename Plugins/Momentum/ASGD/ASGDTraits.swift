import Descent

extension ASGD: TraitDeclaring {
  public var traits: RuleTraits {
    var traits = RuleTraits(
      locality: .coordinatewise,
      units: [
        "lr": .parameter / .gradient, "lambd": .gradient / .parameter,
        "weight_decay": .gradient / .parameter,
      ])
    traits.isOdd = true
    traits.degree = lambd == 0 ? 1 : nil
    traits.rotation = .all
    // The average is taken over points.
    traits.isTranslationInvariant = false
    traits.isLinear = lambd == 0
    traits.isTimeInvariant = lambd == 0
    // With decay, the step's rate is not proportional to the rate.
    traits.isRateLocal = lambd == 0 || alpha == 0
    traits.memory = RuleTraits.Memory.none
    traits.isMonotone = true
    traits.descends = true
    traits.decay = .coupled("weight_decay")
    if lambd == 0 {
      traits.isOrderFree = true
      traits.constantGradient = { g, _ in g }
      traits.impulse = { g, t in t == 1 ? g : 0 }
      traits.linearRegime = LinearRegime(stabilityLimit: 2) { a, _ in .plain(a) }
    }
    return traits
  }

  public static let exemptions = [
    Exemption(
      law: "F1",
      reason: "λ′ is a decay beside the other, and the average is of points, so that the probe "
        + "measures the degree beside the rounding of a point",
      reference: "Polyak and Juditsky, SIAM J. Control Optim. 30(4), 1992")
  ]
}
