import Descent

extension SAGA: TraitDeclaring {
  // The table is filled once for all tensors.
  public var traits: RuleTraits { RuleTraits(locality: .global) }
}
