import Descent
import DescentRules

extension Lion: DefinedRule {
  public var readsPoint: Bool { weightDecay != 0 }

  public func definition<N: DefinitionNumber>(_: N.Type) -> any RuleDefinition<N> {
    LionDefinition<N>(rule: self)
  }
}

/// From (1 − ηλ) x, the move is η sign(β₁ mₜ₋₁ + (1 − β₁) gₜ) with mₜ = (1 − β₂) Σ β₂ᵗ⁻ⁱ gᵢ.
private struct LionDefinition<N: DefinitionNumber>: RuleDefinition {
  let rule: Lion
  private var mean: N.Sum

  init(rule: Lion) {
    self.rule = rule
    mean = N.Sum(decay: rule.beta2)
  }

  mutating func step(from x: N, gradient: N, rate: N) -> N {
    let old = mean.count == 0 ? N(0) : mean.value
    mean.append(N.complement(rule.beta2) * gradient)
    let c = N(rule.beta1) * old + N.complement(rule.beta1) * gradient
    return (N(1) - rate * N(rule.weightDecay)) * x - rate * c.sign
  }
}
