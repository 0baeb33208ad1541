import Descent

extension Newton: TraitDeclaring {
  public var traits: RuleTraits {
    var traits = RuleTraits(
      locality: .global,
      units: lineSearch == .none ? ["lr": .one, "damping": .gradient / .parameter] : [:])
    traits.isOdd = true
    traits.rotation = .all
    traits.memory = RuleTraits.Memory.none
    traits.isOrderFree = true
    traits.isRateLocal = lineSearch == .none
    return traits
  }
}
