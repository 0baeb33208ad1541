import Descent

extension Polyak: TraitDeclaring {
  // f* has the unit of values, which is that of x g. On the laws' bowl, rotations change the
  // value.
  public var traits: RuleTraits {
    var traits = RuleTraits(
      locality: .global,
      units: [
        "max_lr": .parameter / .gradient, "eps": .gradient * .gradient,
        "f_min": .parameter * .gradient,
      ])
    traits.isOdd = true
    traits.memory = RuleTraits.Memory.none
    traits.isOrderFree = true
    traits.isRateLocal = true
    return traits
  }
}
