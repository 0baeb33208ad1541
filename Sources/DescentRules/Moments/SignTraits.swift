import Descent

extension RuleTraits {
  /// The traits of a rule that moves by η times the sign of a linear combination of gradients,
  /// including the newest, with a decoupled decay `weight_decay`.
  /// - Parameters:
  ///   - memory: the effect of older gradients.
  ///   - remembers: whether the first gradient still has an effect at step t.
  public static func ofSign(
    memory: Memory, remembers: @escaping @Sendable (_ step: Int) -> Bool
  ) -> RuleTraits {
    var traits = RuleTraits(locality: .coordinatewise, units: ["lr": .parameter])
    traits.isOdd = true
    traits.degree = 0
    traits.rotation = RuleTraits.Rotation.none
    traits.isTranslationInvariant = true
    traits.isTimeInvariant = true
    traits.isRateLocal = true
    traits.memory = memory
    traits.isOrderFree = memory == .none
    traits.isMonotone = true
    traits.descends = true
    traits.declareDecay("weight_decay", decoupled: true)
    let sign: @Sendable (Double) -> Double = { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 }
    traits.bound = { _ in 1 }
    traits.extremalHistory = { Array(repeating: 1, count: $0) }
    traits.constantGradient = { g, _ in sign(g) }
    traits.impulse = { g, t in remembers(t) ? sign(g) : 0 }
    return traits
  }
}
