import Descent

extension ASGD: DefinedRule {
  public var readsPoint: Bool { weightDecay != 0 || lambd != 0 }

  public func definition<N: DefinitionNumber>(_: N.Type) -> any RuleDefinition<N> {
    ASGDDefinition<N>(rule: self)
  }
}

/// The move is ηₜ (gₜ + λ′ x) with ηₜ = η/(1 + λ′ η (t − 1))^α; the average does not affect the
/// moves.
private struct ASGDDefinition<N: DefinitionNumber>: RuleDefinition {
  let rule: ASGD
  private var before = 0.0

  init(rule: ASGD) { self.rule = rule }

  mutating func step(from x: N, gradient: N, rate: N) -> N {
    let slowing = N.power(N(1) + N(rule.lambd) * rate * N(before), rule.alpha)
    before += 1
    let g = gradient + N(rule.weightDecay) * x
    return x - rate / slowing * (g + N(rule.lambd) * x)
  }
}
