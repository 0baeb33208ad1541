import Descent
import DescentRules

extension ScheduleFreeAdamW: DefinedRule {
  // Reads the point, because the average is a point and not a sum of moves.
  public var readsPoint: Bool { true }

  public func definition<N: DefinitionNumber>(_: N.Type) -> any RuleDefinition<N> {
    ScheduleFreeAdamWDefinition<N>(rule: self)
  }
}

/// The direction is g/(√(vₜ/(1 − β₂ᵗ)) + ε) + λ y with vₜ = (1 − β₂) Σ β₂ᵗ⁻ⁱ gᵢ².
private struct ScheduleFreeAdamWDefinition<N: DefinitionNumber>: RuleDefinition {
  let rule: ScheduleFreeAdamW
  private var path: ScheduleFreeDefinition<N>
  private var squares: N.Sum

  init(rule: ScheduleFreeAdamW) {
    self.rule = rule
    path = ScheduleFreeDefinition(rule: rule)
    squares = N.Sum(decay: rule.beta2)
  }

  mutating func step(from x: N, gradient g: N, rate: N) -> N {
    squares.append(N.complement(rule.beta2) * g * g)
    let v = squares.value / N.correction(rule.beta2, step: squares.count)
    let place = rule.decayAtZ ? path.point(from: x) : x
    let normalised = N.quotient(g, v.squareRoot() + N(rule.epsilon))
    return path.next(from: x, rate: rate, direction: normalised + N(rule.weightDecay) * place)
  }
}
