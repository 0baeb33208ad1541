import Descent

extension AdamAtan2: DefinedRule {
  public var readsPoint: Bool { weightDecay != 0 }

  public func definition<N: DefinitionNumber>(_: N.Type) -> any RuleDefinition<N> {
    AdamAtan2Definition<N>(rule: self)
  }
}

/// From (1 − ηλ) x, the move is η a θ with tan θ = m̂ₜ/(b √v̂ₜ), m̂ₜ = (1 − β₁) Σ β₁ᵗ⁻ⁱ gᵢ/(1 − β₁ᵗ)
/// and v̂ₜ = (1 − β₂) Σ β₂ᵗ⁻ⁱ gᵢ²/(1 − β₂ᵗ).
private struct AdamAtan2Definition<N: DefinitionNumber>: RuleDefinition {
  let rule: AdamAtan2
  private var means, squares: N.Sum

  init(rule: AdamAtan2) {
    self.rule = rule
    means = N.Sum(decay: rule.beta1)
    squares = N.Sum(decay: rule.beta2)
  }

  mutating func step(from x: N, gradient: N, rate: N) -> N {
    means.append(N.complement(rule.beta1) * gradient)
    squares.append(N.complement(rule.beta2) * gradient * gradient)
    let m = means.value / N.correction(rule.beta1, step: means.count)
    let v = squares.value / N.correction(rule.beta2, step: means.count)
    let shrunk = (N(1) - rate * N(rule.weightDecay)) * x
    return shrunk - rate * N(rule.a) * Self.angle(m, N(rule.b) * v.squareRoot())
  }

  /// The angle of (x, y) with x ≥ 0. It halves the angle repeatedly: tan θ/2 = y/(x + √(x² +
  /// y²)).
  private static func angle(_ y: N, _ x: N) -> N {
    var tangent = N.quotient(y, x + (x * x + y * y).squareRoot())
    for _ in 0..<12 {
      tangent = tangent / (N(1) + (N(1) + tangent * tangent).squareRoot())
    }
    // θ is now below 2⁻¹², and the next term of the series is below 1e-29 θ.
    let square = tangent * tangent
    let series = N(1) - square * (N(1) / N(3) - square * (N(1) / N(5) - square / N(7)))
    return N(0x1p13) * tangent * series
  }
}
