import Descent

extension DoG: TraitDeclaring {
  // The first distance is ρ(1 + ‖x₀‖). The 1 has the unit of parameters, so lr has no consistent
  // unit.
  public var traits: RuleTraits {
    var traits = RuleTraits(locality: perTensor ? .tensorWide : .global)
    traits.isOdd = true
    traits.rotation = .all
    traits.memory = .scaleOnly
    traits.isMonotone = true
    traits.decay = .coupled("weight_decay")
    // With a separate first step size, the first gradient differs from the others, even if it
    // is 0.
    traits.isTimeInvariant = initEta == 0
    if initEta == 0 && epsilon == 0 { traits.degree = 0 }
    return traits
  }
}
