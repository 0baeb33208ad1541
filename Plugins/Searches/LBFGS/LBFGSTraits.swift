import Descent

extension LBFGS: TraitDeclaring {
  // The first trial contains ‖g‖₁, which does not have the unit of a length and changes under
  // rotations.
  public var traits: RuleTraits {
    var traits = RuleTraits(locality: .global)
    traits.isOdd = true
    traits.descends = tolerance == 0
    return traits
  }
}
