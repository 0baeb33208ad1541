import Descent

extension AdamW: DefinedRule {
  public var readsPoint: Bool { weightDecay != 0 }

  public func definition<N: DefinitionNumber>(_: N.Type) -> any RuleDefinition<N> {
    AdamWDefinition<N>(rule: self)
  }
}

/// From (1 − ηλ) x, the move η mₜ/(1 − β₁ᵗ) / (√(vₜ/(1 − β₂ᵗ)) + ε) with
/// mₜ = (1 − β₁) Σ β₁ᵗ⁻ⁱ gᵢ and vₜ = (1 − β₂) Σ β₂ᵗ⁻ⁱ gᵢ², or the largest vᵢ so far.
private struct AdamWDefinition<N: DefinitionNumber>: RuleDefinition {
  let rule: AdamW
  private var means, squares: N.Sum
  private var largest = N(0)

  init(rule: AdamW) {
    self.rule = rule
    means = N.Sum(decay: rule.beta1)
    squares = N.Sum(decay: rule.beta2)
  }

  mutating func step(from x: N, gradient: N, rate: N) -> N {
    means.append(N.complement(rule.beta1) * gradient)
    squares.append(N.complement(rule.beta2) * gradient * gradient)
    let (step, square) = (means.count, squares.value)
    largest = N.max(largest, square)
    let v = (rule.amsgrad ? largest : square) / N.correction(rule.beta2, step: step)
    let m = means.value / N.correction(rule.beta1, step: step)
    let shrunk = (N(1) - rate * N(rule.weightDecay)) * x
    return shrunk - N.move(rate, m, over: v.squareRoot() + N(rule.epsilon))
  }
}
