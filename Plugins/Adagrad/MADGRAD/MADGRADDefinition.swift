import Descent
import DescentRules

extension MADGRAD: DefinedRule {
  public var readsPoint: Bool { true }

  public func definition<N: DefinitionNumber>(_: N.Type) -> any RuleDefinition<N> {
    MADGRADDefinition<N>(rule: self)
  }
}

/// xₜ is xₜ₋₁ plus 1 − μ of the way from it to x₀ − Σ ℓᵢ gᵢ/(∛Σ ℓᵢ gᵢ² + ε), with ℓᵢ = (ηᵢ + ε)
/// √i.
private struct MADGRADDefinition<N: DefinitionNumber>: RuleDefinition {
  let rule: MADGRAD
  private var gradients = N.Sum(decay: 1)
  private var squares = N.Sum(decay: 1)
  private var start: N?

  init(rule: MADGRAD) { self.rule = rule }

  mutating func step(from x: N, gradient: N, rate: N) -> N {
    let origin = start ?? x
    start = origin
    let g = gradient + N(rule.weightDecay) * x
    let weight = (rate + N(rule.epsilon)) * N(Double(gradients.count + 1)).squareRoot()
    gradients.append(weight * g)
    squares.append(weight * g * g)
    let root = N.cubeRoot(squares.value) + N(rule.epsilon)
    let z = origin - N.quotient(gradients.value, root)
    return x + N.complement(rule.momentum) * (z - x)
  }
}
