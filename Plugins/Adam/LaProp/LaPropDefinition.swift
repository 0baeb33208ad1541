import Descent

extension LaProp: DefinedRule {
  public var readsPoint: Bool { weightDecay != 0 }

  public func definition<N: DefinitionNumber>(_: N.Type) -> any RuleDefinition<N> {
    LaPropDefinition<N>(rule: self)
  }
}

/// The move η Σ β₁ᵗ⁻ⁱ wᵢ nᵢ/Σ β₁ᵗ⁻ⁱ wᵢ, weights wᵢ = 1 or ηᵢ, of nᵢ = gᵢ/(√(vᵢ/(1 − β₂ⁱ)) + ε) with
/// vₜ = (1 − β₂) Σ β₂ᵗ⁻ⁱ gᵢ²; then times 1 − ηλ.
private struct LaPropDefinition<N: DefinitionNumber>: RuleDefinition {
  let rule: LaProp
  private var directions, rates, squares: N.Sum

  init(rule: LaProp) {
    self.rule = rule
    directions = N.Sum(decay: rule.beta1)
    rates = N.Sum(decay: rule.beta1)
    squares = N.Sum(decay: rule.beta2)
  }

  mutating func step(from x: N, gradient: N, rate: N) -> N {
    squares.append(N.complement(rule.beta2) * gradient * gradient)
    let step = squares.count
    let v = squares.value / N.correction(rule.beta2, step: step)
    let n = N.quotient(gradient, v.squareRoot() + N(rule.epsilon))
    let weight = N.complement(rule.beta1) * (rule.rateInMomentum ? rate : N(1))
    directions.append(weight * n)
    rates.append(weight)
    let total = rule.rateInMomentum ? rates.value : N.correction(rule.beta1, step: step)
    let moved = x - N.move(rate, directions.value, over: total)
    return (N(1) - rate * N(rule.weightDecay)) * moved
  }
}
