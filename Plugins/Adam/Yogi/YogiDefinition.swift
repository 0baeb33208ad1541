import Descent
import DescentRules

extension Yogi: DefinedRule {
  public var readsPoint: Bool { weightDecay != 0 }

  public func definition<N: DefinitionNumber>(_: N.Type) -> any RuleDefinition<N> {
    YogiDefinition<N>(rule: self)
  }
}

/// mₜ = β₁ᵗ m₀ + (1 − β₁) Σ β₁ᵗ⁻ⁱ gᵢ over the root of vₜ = v₀ + (1 − β₂) Σ sign(gᵢ² − vᵢ₋₁) gᵢ², each
/// divided by its bias. The definition says nothing where v equals a square up to rounding.
private struct YogiDefinition<N: DefinitionNumber>: RuleDefinition {
  let rule: Yogi
  private var means, squares: N.Sum

  init(rule: Yogi) {
    self.rule = rule
    means = N.Sum(decay: rule.beta1)
    squares = N.Sum(decay: 1)
    // The start values are the terms of time 0.
    means.append(N(rule.seedsMomentum ? rule.initialAccumulatorValue : 0))
    squares.append(N(rule.initialAccumulatorValue))
  }

  mutating func step(from x: N, gradient: N, rate: N) -> N {
    let decay = DefinedDecay<N>(rule.weightDecay, decoupled: rule.decoupledWeightDecay)
    let g = decay.gradient(gradient, at: x)
    means.append(N.complement(rule.beta1) * g)
    let square = g * g
    squares.append(N.complement(rule.beta2) * (square - squares.value).sign * square)
    let step = means.count - 1
    let c1 = rule.biasCorrection ? N.correction(rule.beta1, step: step) : N(1)
    let c2 = rule.biasCorrection ? N.correction(rule.beta2, step: step) : N(1)
    let root = (squares.value / c2).squareRoot() + N(rule.epsilon)
    return decay.shrunk(x, rate: rate) - N.move(rate, means.value / c1, over: root)
  }
}
