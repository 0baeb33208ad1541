import Descent

extension Adam: DefinedRule {
  public var readsPoint: Bool { weightDecay != 0 }

  public func definition<N: DefinitionNumber>(_: N.Type) -> any RuleDefinition<N> {
    AdamDefinition<N>(rule: self)
  }
}

/// mₜ = (1 − β₁) Σ β₁ᵗ⁻ⁱ gᵢ and vₜ = (1 − β₂) Σ β₂ᵗ⁻ⁱ gᵢ², or the largest vᵢ so far; the move is
/// η mₜ/(1 − β₁ᵗ) / (√(vₜ/(1 − β₂ᵗ)) + ε).
private struct AdamDefinition<N: DefinitionNumber>: RuleDefinition {
  let rule: Adam
  private var means, squares: N.Sum
  private var largest = N(0)

  init(rule: Adam) {
    self.rule = rule
    means = N.Sum(decay: rule.beta1)
    squares = N.Sum(decay: rule.beta2)
  }

  mutating func step(from x: N, gradient: N, rate: N) -> N {
    let g = gradient + N(rule.weightDecay) * x
    means.append(N.complement(rule.beta1) * g)
    squares.append(N.complement(rule.beta2) * g * g)
    let (step, square) = (means.count, squares.value)
    largest = N.max(largest, square)
    let v = (rule.amsgrad ? largest : square) / N.correction(rule.beta2, step: step)
    let m = means.value / N.correction(rule.beta1, step: step)
    return x - N.move(rate, m, over: v.squareRoot() + N(rule.epsilon))
  }
}
