import Descent

extension Adam: TraitDeclaring {
  public var traits: RuleTraits {
    var traits = momentTraits
    traits.declareDecay("weight_decay", decoupled: false)
    return traits
  }
}
