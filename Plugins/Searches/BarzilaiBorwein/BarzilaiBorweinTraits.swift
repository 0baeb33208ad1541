import Descent

extension BarzilaiBorwein: TraitDeclaring {
  public var traits: RuleTraits {
    // No units: the bounds of the length are numbers. No degree, rotation or translation: where g stays,
    // y is 0, and after another rounding it is what rounding makes of 0.
    var traits = RuleTraits(locality: .global)
    traits.isOdd = true
    traits.memory = .scaleOnly
    traits.isMonotone = true
    traits.descends = true
    // No curvature: yᵀs = 0 under a constant gradient.
    traits.constantGradient = { g, _ in g }
    return traits
  }
}
