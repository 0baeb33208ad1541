import Descent

extension Adagrad: DefinedRule {
  public var readsPoint: Bool { weightDecay != 0 }

  public func definition<N: DefinitionNumber>(_: N.Type) -> any RuleDefinition<N> {
    AdagradDefinition<N>(rule: self)
  }
}

/// aₜ = a₀ + Σ gᵢ²; the move is η/(1 + (t − 1) d) · gₜ/(√aₜ + ε), or over √(aₜ + ε).
private struct AdagradDefinition<N: DefinitionNumber>: RuleDefinition {
  let rule: Adagrad
  private var squares = N.Sum(decay: 1)

  init(rule: Adagrad) {
    self.rule = rule
    // A term of time 0, and not added at the end: every square is rounded to its size.
    squares.append(N(rule.initialAccumulatorValue))
  }

  mutating func step(from x: N, gradient: N, rate: N) -> N {
    let g = gradient + N(rule.weightDecay) * x
    let slowing = N(1) + N(Double(squares.count - 1)) * N(rule.lrDecay)
    squares.append(g * g)
    let root = rule.epsPlacement.root(of: squares.value, epsilon: N(rule.epsilon))
    return x - N.move(rate / slowing, g, over: root)
  }
}
