import Descent

extension Adamax: DefinedRule {
  public var readsPoint: Bool { weightDecay != 0 }

  public func definition<N: DefinitionNumber>(_: N.Type) -> any RuleDefinition<N> {
    AdamaxDefinition<N>(rule: self)
  }
}

/// η mₜ/(1 − β₁ᵗ) over uₜ, with mₜ = (1 − β₁) Σ β₁ᵗ⁻ⁱ gᵢ and uₜ the largest β₂ᵗ⁻ⁱ (|gᵢ| + ε), or of
/// β₂ᵗ⁻ⁱ |gᵢ| with ε added.
private struct AdamaxDefinition<N: DefinitionNumber>: RuleDefinition {
  let rule: Adamax
  private var means: N.Sum
  private var largest = N(0)

  init(rule: Adamax) {
    self.rule = rule
    means = N.Sum(decay: rule.beta1)
  }

  mutating func step(from x: N, gradient: N, rate: N) -> N {
    let g = gradient + N(rule.weightDecay) * x
    means.append(N.complement(rule.beta1) * g)
    let (size, eps) = (N.max(g, N(0) - g), N(rule.epsilon))
    let isNorm = rule.epsPlacement == .norm
    largest = N.max(N(rule.beta2) * largest, isNorm ? size + eps : size)
    let m = means.value / N.correction(rule.beta1, step: means.count)
    return x - N.move(rate, m, over: isNorm ? largest : largest + eps)
  }
}
