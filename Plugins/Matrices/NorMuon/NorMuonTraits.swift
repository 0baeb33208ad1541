import Descent

extension NorMuon: TraitDeclaring {
  public var traits: RuleTraits {
    var traits = orthogonalTraits
    // Rows are divided one by one, so they may not mix.
    traits.rotation = transposed ? .left : .right
    traits.memory = momentum > 0 ? .momentum : beta2 > 0 ? .scaleOnly : RuleTraits.Memory.none
    return traits
  }
}
