import Descent
import DescentRules

extension RAdam: DefinedRule {
  public var readsPoint: Bool { weightDecay != 0 }

  public func definition<N: DefinitionNumber>(_: N.Type) -> any RuleDefinition<N> {
    RAdamDefinition<N>(rule: self)
  }
}

/// m̂ₜ = (1 − β₁) Σ β₁ᵗ⁻ⁱ gᵢ/(1 − β₁ᵗ); the move is η m̂ₜ or none while ρₜ is not above the threshold, and
/// then η rₜ m̂ₜ over the root of vₜ = (1 − β₂) Σ β₂ᵗ⁻ⁱ gᵢ².
private struct RAdamDefinition<N: DefinitionNumber>: RuleDefinition {
  let rule: RAdam
  private var means, squares: N.Sum

  init(rule: RAdam) {
    self.rule = rule
    means = N.Sum(decay: rule.beta1)
    squares = N.Sum(decay: rule.beta2)
  }

  /// rₜ², with ρₜ = ρ∞ − 2t β₂ᵗ/(1 − β₂ᵗ); nil at the threshold and below.
  private func square(at step: Int) -> N? {
    guard rule.rectification(at: step) != nil else { return nil }
    let last = N(2) / N.complement(rule.beta2) - N(1)
    let bias = N.correction(rule.beta2, step: step)
    let rho = last - N(2 * Double(step)) * (N(1) - bias) / bias
    let above = (rho - N(4)) * (rho - N(2)) * last
    return above / ((last - N(4)) * (last - N(2)) * rho)
  }

  mutating func step(from x: N, gradient: N, rate: N) -> N {
    let decay = DefinedDecay<N>(rule.weightDecay, decoupled: rule.decoupledWeightDecay)
    let g = decay.gradient(gradient, at: x)
    means.append(N.complement(rule.beta1) * g)
    squares.append(N.complement(rule.beta2) * g * g)
    let step = means.count
    let (m, shrunk) = (
      means.value / N.correction(rule.beta1, step: step), decay.shrunk(x, rate: rate)
    )
    guard let square = square(at: step) else {
      return rule.degeneratedToSgd ? shrunk - rate * m : shrunk
    }
    let root = rule.epsPlacement.root(
      of: squares.value, bias: N.correction(rule.beta2, step: step), epsilon: N(rule.epsilon))
    return shrunk - N.move(rate, square.squareRoot() * m, over: root)
  }
}
