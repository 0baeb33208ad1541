import Descent

extension SVRG: TraitDeclaring {
  // All tensors share one step counter, which determines the next snapshot.
  public var traits: RuleTraits { RuleTraits(locality: .global) }
}
