import Descent

extension SVRG: TraitDeclaring {
  // One count of steps says when the next snapshot is due, for all tensors.
  public var traits: RuleTraits { RuleTraits(locality: .global) }
}
