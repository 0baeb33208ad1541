import Descent

extension Signum: TraitDeclaring {
  public var traits: RuleTraits {
    .ofSign(memory: momentum == 0 ? .none : .momentum) { [momentum] t in t == 1 || momentum > 0 }
  }
}
