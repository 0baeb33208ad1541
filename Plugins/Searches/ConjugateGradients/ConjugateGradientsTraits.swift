import Descent

extension ConjugateGradients: TraitDeclaring {
  // The first trial has ‖g‖₁ in it, which has no unit of a length and is turned by rotations.
  public var traits: RuleTraits {
    var traits = RuleTraits(locality: .global)
    traits.isOdd = true
    traits.descends = true
    return traits
  }
}
