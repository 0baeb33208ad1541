import Descent

extension Adadelta: DefinedRule {
  public var readsPoint: Bool { weightDecay != 0 }

  public func definition<N: DefinitionNumber>(_: N.Type) -> any RuleDefinition<N> {
    AdadeltaDefinition<N>(rule: self)
  }
}

/// dₜ = √(uₜ₋₁ + ε)/√(vₜ + ε) gₜ with vₜ = (1 − ρ) Σ ρᵗ⁻ⁱ gᵢ² and uₜ = (1 − ρ) Σ ρᵗ⁻ⁱ dᵢ²; the move is η dₜ.
private struct AdadeltaDefinition<N: DefinitionNumber>: RuleDefinition {
  let rule: Adadelta
  private var gradients, steps: N.Sum

  init(rule: Adadelta) {
    self.rule = rule
    gradients = N.Sum(decay: rule.rho)
    steps = N.Sum(decay: rule.rho)
  }

  mutating func step(from x: N, gradient: N, rate: N) -> N {
    let g = gradient + N(rule.weightDecay) * x
    let (share, eps) = (N.complement(rule.rho), N(rule.epsilon))
    gradients.append(share * g * g)
    let reach = (steps.count == 0 ? eps : steps.value + eps).squareRoot()
    let d = N.quotient(reach * g, (gradients.value + eps).squareRoot())
    steps.append(share * d * d)
    return x - rate * d
  }
}
