import Descent

extension Sophia: TraitDeclaring {
  public var traits: RuleTraits {
    var traits = RuleTraits(locality: .global)
    traits.memory = beta1 == 0 ? .scaleOnly : .momentum
    traits.decay = .decoupled("weight_decay")
    traits.drawsRandom = hessian != .exact
    return traits
  }
}
