import Descent

extension RMSprop: DefinedRule {
  public var readsPoint: Bool { weightDecay != 0 }

  public func definition<N: DefinitionNumber>(_: N.Type) -> any RuleDefinition<N> {
    RMSpropDefinition<N>(rule: self)
  }
}

/// vₜ = (1 − α) Σ αᵗ⁻ⁱ gᵢ² and, centered, less the square of mₜ = (1 − α) Σ αᵗ⁻ⁱ gᵢ; the move
/// is η Σ μᵗ⁻ⁱ dᵢ with dᵢ = gᵢ/(√vᵢ + ε), or over √(vᵢ + ε).
private struct RMSpropDefinition<N: DefinitionNumber>: RuleDefinition {
  let rule: RMSprop
  private var squares, means, directions: N.Sum

  init(rule: RMSprop) {
    self.rule = rule
    squares = N.Sum(decay: rule.alpha)
    means = squares
    directions = N.Sum(decay: rule.momentum)
  }

  mutating func step(from x: N, gradient: N, rate: N) -> N {
    let g = gradient + N(rule.weightDecay) * x
    let share = N.complement(rule.alpha)
    squares.append(share * g * g)
    means.append(share * g)
    var variance = squares.value
    if rule.centered {
      let mean = means.value
      // Rounding may make it negative.
      variance = N.max(variance - mean * mean, N(0))
    }
    let direction = N.quotient(
      g, rule.epsPlacement.root(of: variance, epsilon: N(rule.epsilon)))
    directions.append(direction)
    return x - rate * (rule.momentum == 0 ? direction : directions.value)
  }
}
