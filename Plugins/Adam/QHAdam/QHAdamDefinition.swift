import Descent
import DescentRules

extension QHAdam: DefinedRule {
  public var readsPoint: Bool { weightDecay != 0 }

  public func definition<N: DefinitionNumber>(_: N.Type) -> any RuleDefinition<N> {
    QHAdamDefinition<N>(rule: self)
  }
}

/// The move is η [(1 − ν₁) gₜ + ν₁ m̂ₜ] / (√((1 − ν₂) gₜ² + ν₂ v̂ₜ) + ε) with m̂ₜ = (1 − β₁) Σ
/// β₁ᵗ⁻ⁱ gᵢ/(1 − β₁ᵗ) and v̂ₜ = (1 − β₂) Σ β₂ᵗ⁻ⁱ gᵢ²/(1 − β₂ᵗ).
private struct QHAdamDefinition<N: DefinitionNumber>: RuleDefinition {
  let rule: QHAdam
  private var means, squares: N.Sum

  init(rule: QHAdam) {
    self.rule = rule
    means = N.Sum(decay: rule.beta1)
    squares = N.Sum(decay: rule.beta2)
  }

  mutating func step(from x: N, gradient: N, rate: N) -> N {
    let decay = DefinedDecay<N>(rule.weightDecay, decoupled: rule.decoupledWeightDecay)
    let g = decay.gradient(gradient, at: x)
    means.append(N.complement(rule.beta1) * g)
    squares.append(N.complement(rule.beta2) * g * g)
    let m = means.value / N.correction(rule.beta1, step: means.count)
    let v = squares.value / N.correction(rule.beta2, step: means.count)
    let direction = N.complement(rule.nu1) * g + N(rule.nu1) * m
    let square = N.complement(rule.nu2) * g * g + N(rule.nu2) * v
    let move = N.move(rate, direction, over: square.squareRoot() + N(rule.epsilon))
    return decay.shrunk(x, rate: rate) - move
  }
}
