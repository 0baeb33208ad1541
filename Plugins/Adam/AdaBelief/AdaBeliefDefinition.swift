import Descent
import DescentRules

extension AdaBelief: DefinedRule {
  public var readsPoint: Bool { weightDecay != 0 }

  public func definition<N: DefinitionNumber>(_: N.Type) -> any RuleDefinition<N> {
    AdaBeliefDefinition<N>(rule: self)
  }
}

/// m̂ₜ = (1 − β₁) Σ β₁ᵗ⁻ⁱ gᵢ/(1 − β₁ᵗ) over the root of vₜ = Σ β₂ᵗ⁻ⁱ ((1 − β₂) (gᵢ − mᵢ)² + ε_root), or of
/// the largest vᵢ so far.
private struct AdaBeliefDefinition<N: DefinitionNumber>: RuleDefinition {
  let rule: AdaBelief
  private var means, squares: N.Sum
  private var largest = N(0)

  init(rule: AdaBelief) {
    self.rule = rule
    means = N.Sum(decay: rule.beta1)
    squares = N.Sum(decay: rule.beta2)
  }

  mutating func step(from x: N, gradient: N, rate: N) -> N {
    let decay = DefinedDecay<N>(rule.weightDecay, decoupled: rule.decoupledWeightDecay)
    let g = decay.gradient(gradient, at: x)
    means.append(N.complement(rule.beta1) * g)
    let (step, surprise) = (means.count, g - means.value)
    squares.append(N.complement(rule.beta2) * surprise * surprise + N(rule.rootEpsilon))
    largest = N.max(largest, squares.value)
    let v = rule.amsgrad ? largest : squares.value
    let (m, shrunk) = (
      means.value / N.correction(rule.beta1, step: step), decay.shrunk(x, rate: rate)
    )
    guard let factor = rule.factor(at: step) else { return shrunk - rate * m }
    let placement: EpsilonPlacement = rule.rectify ? .before : .after
    let root = placement.root(
      of: v, bias: N.correction(rule.beta2, step: step), epsilon: N(rule.epsilon))
    return shrunk - N.move(rate, N(factor) * m, over: root)
  }
}
