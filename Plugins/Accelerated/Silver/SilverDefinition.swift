import Descent

extension Silver: DefinedRule {
  public var readsPoint: Bool { false }

  public func definition<N: DefinitionNumber>(_: N.Type) -> any RuleDefinition<N> {
    SilverDefinition<N>()
  }
}

/// Builds the factors by their recursion. The factors of 2ᵏ⁺¹ − 1 steps are those of 2ᵏ − 1
/// steps twice, with 1 + ρᵏ⁻¹ between.
private struct SilverDefinition<N: DefinitionNumber>: RuleDefinition {
  private var factors: [Double] = []
  private var count = 0

  mutating func step(from x: N, gradient: N, rate: N) -> N {
    if count == factors.count {
      let levels = (factors.count + 1).trailingZeroBitCount
      factors += [1 + Double.pow(1 + 2.0.squareRoot(), levels - 1)] + factors
    }
    count += 1
    return x - rate * N(factors[count - 1]) * gradient
  }
}
