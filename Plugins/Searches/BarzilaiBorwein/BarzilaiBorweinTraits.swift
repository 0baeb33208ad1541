import Descent

extension BarzilaiBorwein: TraitDeclaring {
  public var traits: RuleTraits {
    // No units: the bounds of the length are plain numbers. No degree, rotation or translation: if g
    // does not change, y is 0, and with different rounding y would be a rounding error instead.
    var traits = RuleTraits(locality: .global)
    traits.isOdd = true
    traits.memory = .scaleOnly
    traits.isMonotone = true
    traits.descends = true
    // Under a constant gradient there is no curvature: yᵀs = 0.
    traits.constantGradient = { g, _ in g }
    return traits
  }
}
