import Descent

extension DAdaptSGD: TraitDeclaring {
  public static let exemptions = [
    Exemption(
      law: "P16",
      reason: "under a constant gradient the estimate grows with the distance travelled",
      reference: "Defazio and Mishchenko, ICML 2023, arXiv:2301.07733, Algorithm 4")
  ]

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
    // After a tiny first gradient, which all steps are divided by, a decay of any size can overflow.
    traits.hasBoundedFeedback = false
    return traits
  }
}
