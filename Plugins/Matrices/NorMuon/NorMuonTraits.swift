import Descent

extension NorMuon: TraitDeclaring {
  public var traits: RuleTraits {
    var traits = orthogonalTraits
    // Each row has its own divisor, so a rotation must not mix rows.
    traits.rotation = transposed ? .left : .right
    traits.memory = momentum > 0 ? .momentum : beta2 > 0 ? .scaleOnly : RuleTraits.Memory.none
    return traits
  }
}
