import Descent

extension OGM: DefinedRule {
  public var readsPoint: Bool { false }

  public func definition<N: DefinitionNumber>(_: N.Type) -> any RuleDefinition<N> {
    OGMDefinition<N>(horizon: horizon)
  }
}

/// xₜ − yₜ = −Σᵢ ηᵢ gᵢ (2θᵢ₋₁ − 1)/θᵢ Πⱼ (θⱼ₋₁ − 1)/θⱼ over the steps j after i, and yₜ = xₜ₋₁ − ηₜ gₜ.
private struct OGMDefinition<N: DefinitionNumber>: RuleDefinition {
  let horizon: Int
  private var moves: [N] = []
  private var thetas = [N(1)]

  init(horizon: Int) { self.horizon = horizon }

  mutating func step(from x: N, gradient: N, rate: N) -> N {
    let (last, factor) = (thetas[thetas.count - 1], thetas.count == horizon ? 8.0 : 4.0)
    thetas.append((N(1) + (N(1) + N(factor) * last * last).squareRoot()) / N(2))
    moves.append(rate * gradient)
    var (lead, weight) = (N(0), N(1))
    for i in moves.indices.reversed() {
      let (before, theta) = (thetas[i], thetas[i + 1])
      lead = lead + weight * ((before + before - N(1)) / theta) * moves[i]
      weight = weight * ((before - N(1)) / theta)
    }
    return x - (moves[moves.count - 1] + lead)
  }
}
