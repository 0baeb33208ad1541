import Descent

extension Momentum: DefinedRule {
  public var readsPoint: Bool { weightDecay != 0 }

  public func definition<N: DefinitionNumber>(_: N.Type) -> any RuleDefinition<N> {
    MomentumDefinition<N>(rule: self)
  }
}

/// vₜ = Σ μᵗ⁻ⁱ sᵢ gᵢ with shares sᵢ = 1 − d, and s₁ = 1 unless the first is dampened; the move is
/// η vₜ, or Nesterov's η (gₜ + μ vₜ). If the rate is in the velocity, the sum is over ηᵢ sᵢ gᵢ,
/// and the move is vₜ, or ηₜ gₜ + μ vₜ.
private struct MomentumDefinition<N: DefinitionNumber>: RuleDefinition {
  let rule: Momentum
  private var velocity: N.Sum

  init(rule: Momentum) {
    self.rule = rule
    velocity = N.Sum(decay: rule.momentum)
  }

  mutating func step(from x: N, gradient: N, rate: N) -> N {
    let g = gradient + N(rule.weightDecay) * x
    let isWhole = velocity.count == 0 && !rule.dampensFirst
    let share = isWhole ? g : N.complement(rule.dampening) * g
    velocity.append(rule.rateInVelocity ? rate * share : share)
    let v = velocity.value
    if rule.rateInVelocity { return x - (rule.nesterov ? rate * g + N(rule.momentum) * v : v) }
    return x - rate * (rule.nesterov ? g + N(rule.momentum) * v : v)
  }
}
