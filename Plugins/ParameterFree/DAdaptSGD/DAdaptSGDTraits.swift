import Descent

extension DAdaptSGD: TraitDeclaring {
  // Steps before the first gradient do nothing, so they are only a delay. A step ends at a point that
  // the start and the sum determine, wherever it begins. Older gradients therefore count even without
  // momentum.
  public var traits: RuleTraits {
    var traits = RuleTraits(
      locality: .global,
      units: ["lr": .one, "d0": .parameter, "weight_decay": .gradient / .parameter])
    traits.isOdd = true
    traits.degree = 0
    traits.isTimeInvariant = true
    traits.memory = momentum == 0 ? nil : .momentum
    traits.isMonotone = true
    traits.descends = true
    traits.decay = .coupled("weight_decay")
    return traits
  }
}
