import Descent

extension Lion: TraitDeclaring {
  public var traits: RuleTraits {
    .ofSign(memory: beta1 == 0 ? .none : .momentum) { [beta1, beta2] t in
      t == 1 || beta1 > 0 && (t == 2 || beta2 > 0)
    }
  }
}
