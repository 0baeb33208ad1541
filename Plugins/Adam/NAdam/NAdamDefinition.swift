import Descent
import DescentRules

extension NAdam: DefinedRule {
  public var readsPoint: Bool { weightDecay != 0 }

  public func definition<N: DefinitionNumber>(_: N.Type) -> any RuleDefinition<N> {
    NAdamDefinition<N>(rule: self)
  }
}

/// η (aₜ gₜ + bₜ mₜ) / (√(vₜ/(1 − β₂ᵗ)) + ε) with mₜ = (1 − β₁) Σ β₁ᵗ⁻ⁱ gᵢ and vₜ = (1 − β₂) Σ β₂ᵗ⁻ⁱ gᵢ²,
/// aₜ = (1 − μₜ)/(1 − μ₁ ⋯ μₜ) and bₜ = μₜ₊₁/(1 − μ₁ ⋯ μₜ₊₁), or with `single` 1 − β₁ and β₁ over 1 − β₁ᵗ.
private struct NAdamDefinition<N: DefinitionNumber>: RuleDefinition {
  let rule: NAdam
  private var means, squares: N.Sum
  private var product = N(1)

  init(rule: NAdam) {
    self.rule = rule
    means = N.Sum(decay: rule.beta1)
    squares = N.Sum(decay: rule.beta2)
  }

  private func momentum(at step: Int) -> N {
    if rule.momentumDecay == 0 { return N(rule.beta1) }
    return N(rule.beta1) * (N(1) - N(0.5 * .pow(0.96, Double(step) * rule.momentumDecay)))
  }

  mutating func step(from x: N, gradient: N, rate: N) -> N {
    let decay = DefinedDecay<N>(rule.weightDecay, decoupled: rule.decoupledWeightDecay)
    let g = decay.gradient(gradient, at: x)
    means.append(N.complement(rule.beta1) * g)
    squares.append(N.complement(rule.beta2) * g * g)
    let step = means.count
    let (now, next) = (momentum(at: step), momentum(at: step + 1))
    product = product * now
    let power = N.correction(rule.beta1, step: step)
    let isSingle = rule.correction == .single
    let a = isSingle ? N.complement(rule.beta1) / power : (N(1) - now) / (N(1) - product)
    let b = isSingle ? N(rule.beta1) / power : next / (N(1) - product * next)
    let v = squares.value / N.correction(rule.beta2, step: step)
    let ahead = a * g + b * means.value
    return decay.shrunk(x, rate: rate) - N.move(rate, ahead, over: v.squareRoot() + N(rule.epsilon))
  }
}
