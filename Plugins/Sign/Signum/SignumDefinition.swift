import Descent
import DescentRules

extension Signum: DefinedRule {
  public var readsPoint: Bool { weightDecay != 0 }

  public func definition<N: DefinitionNumber>(_: N.Type) -> any RuleDefinition<N> {
    SignumDefinition<N>(rule: self)
  }
}

/// From (1 − ηλ) x, the move is η sign(mₜ) with mₜ = (1 − μ) Σ μᵗ⁻ⁱ gᵢ, or with Nesterov's form η
/// sign(μ mₜ + (1 − μ) gₜ).
private struct SignumDefinition<N: DefinitionNumber>: RuleDefinition {
  let rule: Signum
  private var mean: N.Sum

  init(rule: Signum) {
    self.rule = rule
    mean = N.Sum(decay: rule.momentum)
  }

  mutating func step(from x: N, gradient: N, rate: N) -> N {
    let share = N.complement(rule.momentum) * gradient
    mean.append(share)
    let m = rule.nesterov ? N(rule.momentum) * mean.value + share : mean.value
    return (N(1) - rate * N(rule.weightDecay)) * x - rate * m.sign
  }
}
