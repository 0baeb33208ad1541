import Descent

extension Adan: DefinedRule {
  public var readsPoint: Bool { weightDecay != 0 }

  public func definition<N: DefinitionNumber>(_: N.Type) -> any RuleDefinition<N> {
    AdanDefinition<N>(rule: self)
  }
}

/// uₜ = (mₜ/(1 − β₁ᵗ) + β₂ δₜ/(1 − β₂ᵗ)) / (√(nₜ/(1 − β₃ᵗ)) + ε) with mₜ = (1 − β₁) Σ β₁ᵗ⁻ⁱ gᵢ,
/// δₜ = (1 − β₂) Σ β₂ᵗ⁻ⁱ (gᵢ − gᵢ₋₁) over i from 2 and nₜ = (1 − β₃) Σ β₃ᵗ⁻ⁱ (gᵢ + β₂ (gᵢ − gᵢ₋₁))².
private struct AdanDefinition<N: DefinitionNumber>: RuleDefinition {
  let rule: Adan
  private var means, differences, squares: N.Sum
  private var previous: N?

  init(rule: Adan) {
    self.rule = rule
    means = N.Sum(decay: rule.beta1)
    differences = N.Sum(decay: rule.beta2)
    squares = N.Sum(decay: rule.beta3)
  }

  mutating func step(from x: N, gradient: N, rate: N) -> N {
    let difference = previous.map { gradient - $0 } ?? N(0)
    previous = gradient
    let ahead = gradient + N(rule.beta2) * difference
    means.append(N.complement(rule.beta1) * gradient)
    differences.append(N.complement(rule.beta2) * difference)
    squares.append(N.complement(rule.beta3) * ahead * ahead)
    let step = means.count
    let m = means.value / N.correction(rule.beta1, step: step)
    let d = N(rule.beta2) * differences.value / N.correction(rule.beta2, step: step)
    let n = squares.value / N.correction(rule.beta3, step: step)
    let move = N.move(rate, m + d, over: n.squareRoot() + N(rule.epsilon))
    let decay = rate * N(rule.weightDecay)
    return rule.noProx ? (N(1) - decay) * x - move : (x - move) / (N(1) + decay)
  }
}
