import Descent
import DescentRules

extension Adopt: DefinedRule {
  public var readsPoint: Bool { weightDecay != 0 }

  public func definition<N: DefinitionNumber>(_: N.Type) -> any RuleDefinition<N> {
    AdoptDefinition<N>(rule: self)
  }
}

/// The move is η (1 − β₁) Σ β₁ᵗ⁻ⁱ nᵢ over i from 2, with nᵢ = gᵢ/max(√vᵢ₋₁, ε) within ±(i − 1)^¼ and
/// vₜ = β₂ᵗ⁻¹ g₁² + (1 − β₂) Σ β₂ᵗ⁻ⁱ gᵢ² over i from 2.
private struct AdoptDefinition<N: DefinitionNumber>: RuleDefinition {
  let rule: Adopt
  private var directions, squares: N.Sum

  init(rule: Adopt) {
    self.rule = rule
    directions = N.Sum(decay: rule.beta1)
    squares = N.Sum(decay: rule.beta2)
  }

  mutating func step(from x: N, gradient: N, rate: N) -> N {
    let decay = DefinedDecay<N>(rule.weightDecay, decoupled: rule.decoupledWeightDecay)
    let (g, before) = (decay.gradient(gradient, at: x), squares.count)
    if before == 0 {
      squares.append(g * g)
      return x
    }
    let root = N.max(squares.value.squareRoot(), N(rule.epsilon))
    let direction = N.quotient(g, root)
    directions.append(N.complement(rule.beta1) * clipped(direction, after: before))
    squares.append(N.complement(rule.beta2) * g * g)
    return decay.shrunk(x, rate: rate) - rate * directions.value
  }

  private func clipped(_ direction: N, after steps: Int) -> N {
    guard rule.clipExponent > 0 else { return direction }
    let limit = N(.pow(Double(steps), rule.clipExponent))
    let fromBelow = N.max(direction, N(0) - limit)
    return N(0) - N.max(N(0) - fromBelow, N(0) - limit)
  }
}
