import Descent

extension SGD: DefinedRule {
  public var readsPoint: Bool { weightDecay != 0 }

  public func definition<N: DefinitionNumber>(_: N.Type) -> any RuleDefinition<N> {
    SGDDefinition<N>(rule: self)
  }
}

/// x − η (g + λx).
private struct SGDDefinition<N: DefinitionNumber>: RuleDefinition {
  let rule: SGD

  mutating func step(from x: N, gradient: N, rate: N) -> N {
    x - rate * (gradient + N(rule.weightDecay) * x)
  }
}
