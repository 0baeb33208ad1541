import Descent
import DescentRules

extension AdaBound: DefinedRule {
  public var readsPoint: Bool { weightDecay != 0 }

  public func definition<N: DefinitionNumber>(_: N.Type) -> any RuleDefinition<N> {
    AdaBoundDefinition<N>(rule: self)
  }
}

/// aₜ mₜ with mₜ = (1 − β₁) Σ β₁ᵗ⁻ⁱ gᵢ and aₜ the clipped η √(1 − β₂ᵗ)/(1 − β₁ᵗ) over the root with ε of
/// vₜ = (1 − β₂) Σ β₂ᵗ⁻ⁱ gᵢ², or of the largest so far.
private struct AdaBoundDefinition<N: DefinitionNumber>: RuleDefinition {
  let rule: AdaBound
  private var means, squares: N.Sum
  private var largest = N(0)

  init(rule: AdaBound) {
    self.rule = rule
    means = N.Sum(decay: rule.beta1)
    squares = N.Sum(decay: rule.beta2)
  }

  mutating func step(from x: N, gradient: N, rate: N) -> N {
    let decay = DefinedDecay<N>(rule.weightDecay, decoupled: rule.decoupledWeightDecay)
    let g = decay.gradient(gradient, at: x)
    means.append(N.complement(rule.beta1) * g)
    squares.append(N.complement(rule.beta2) * g * g)
    let step = means.count
    largest = N.max(largest, squares.value)
    let root = (rule.amsbound ? largest : squares.value).squareRoot() + N(rule.epsilon)
    let c1 = N.correction(rule.beta1, step: step)
    let c2 = N.correction(rule.beta2, step: step)
    let adaptive = rate * c2.squareRoot() / c1 / root
    let final = N(rule.finalLr) * rate / N(rule.learningRate)
    let time = N(rule.gamma) * N(Double(step))
    let lower = final * (N(1) - N(1) / (time + N(1)))
    let upper = final * (N(1) + N(1) / time)
    if rule.gamma == 0 {
      return decay.shrunk(x, rate: rate) - adaptive * means.value
    }
    let raised = N.max(adaptive, lower)
    // The smaller of the two numbers.
    let a = N(0) - N.max(N(0) - raised, N(0) - upper)
    return decay.shrunk(x, rate: rate) - a * means.value
  }
}
