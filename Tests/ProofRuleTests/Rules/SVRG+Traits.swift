import Descent

extension SVRG: TraitDeclaring {
  // One count of steps says when the next snapshot is due, for all tensors.
  var traits: RuleTraits { RuleTraits(locality: .global) }
}
