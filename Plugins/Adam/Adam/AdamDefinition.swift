import Descent
import DescentRules

extension Adam: DefinedRule {
  public var readsPoint: Bool { weightDecay != 0 }

  public func definition<N: DefinitionNumber>(_: N.Type) -> any RuleDefinition<N> {
    AdamDefinition<N>(rule: self)
  }
}

/// Adds λx to the gradient, then applies a ``MomentDefinition``.
private struct AdamDefinition<N: DefinitionNumber>: RuleDefinition {
  let rule: Adam
  private var moments: MomentDefinition<N>

  init(rule: Adam) {
    self.rule = rule
    moments = MomentDefinition(rule: rule)
  }

  mutating func step(from x: N, gradient: N, rate: N) -> N {
    x - moments.move(gradient + N(rule.weightDecay) * x, rate: rate)
  }
}
