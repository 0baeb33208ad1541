import Descent
import DescentRules

extension QHM: DefinedRule {
  public var readsPoint: Bool { weightDecay != 0 }

  public func definition<N: DefinitionNumber>(_: N.Type) -> any RuleDefinition<N> {
    QHMDefinition<N>(rule: self)
  }
}

/// The move is η [(1 − ν) gₜ + ν (1 − β) Σ βᵗ⁻ⁱ gᵢ].
private struct QHMDefinition<N: DefinitionNumber>: RuleDefinition {
  let rule: QHM
  private var mean: N.Sum

  init(rule: QHM) {
    self.rule = rule
    mean = N.Sum(decay: rule.momentum)
  }

  mutating func step(from x: N, gradient: N, rate: N) -> N {
    let decay = DefinedDecay<N>(rule.weightDecay, decoupled: rule.decoupledWeightDecay)
    let g = decay.gradient(gradient, at: x)
    mean.append(N.complement(rule.momentum) * g)
    let direction = N.complement(rule.nu) * g + N(rule.nu) * mean.value
    return decay.shrunk(x, rate: rate) - rate * direction
  }
}
