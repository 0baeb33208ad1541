import Descent
import DescentRules

extension AdamW: DefinedRule {
  public var readsPoint: Bool { weightDecay != 0 }

  public func definition<N: DefinitionNumber>(_: N.Type) -> any RuleDefinition<N> {
    AdamWDefinition<N>(rule: self)
  }
}

/// From (1 − kλ) x with k = η, η/η₀ or η²/η₀, makes the move of a ``MomentDefinition``.
private struct AdamWDefinition<N: DefinitionNumber>: RuleDefinition {
  let rule: AdamW
  private var moments: MomentDefinition<N>

  init(rule: AdamW) {
    self.rule = rule
    moments = MomentDefinition(rule: rule)
  }

  mutating func step(from x: N, gradient: N, rate: N) -> N {
    let k =
      switch rule.decay {
      case .rate: rate
      case .schedule: rate / N(rule.learningRate)
      case .rateSquared: rate * rate / N(rule.learningRate)
      }
    return (N(1) - k * N(rule.weightDecay)) * x - moments.move(gradient, rate: rate)
  }
}
