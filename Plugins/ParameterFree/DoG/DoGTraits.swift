import Descent

extension DoG: TraitDeclaring {
  // The first distance is ρ(1 + ‖x₀‖): 1 has the unit of parameters, so that lr has none that holds.
  public var traits: RuleTraits {
    var traits = RuleTraits(locality: perTensor ? .tensorWide : .global)
    traits.isOdd = true
    traits.rotation = .all
    traits.memory = .scaleOnly
    traits.isMonotone = true
    traits.decay = .coupled("weight_decay")
    // With a first step size of its own the first gradient, be it 0, is unlike the others.
    traits.isTimeInvariant = initEta == 0
    if initEta == 0 && epsilon == 0 { traits.degree = 0 }
    return traits
  }
}
