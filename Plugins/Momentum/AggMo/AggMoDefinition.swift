import Descent

extension AggMo: DefinedRule {
  public var readsPoint: Bool { weightDecay != 0 }

  public func definition<N: DefinitionNumber>(_: N.Type) -> any RuleDefinition<N> {
    AggMoDefinition<N>(rule: self)
  }

  /// The decay of each velocity.
  var decays: [Double] { (0..<k).map { $0 == 0 ? 0 : 1 - .pow(a, $0) } }
}

/// The move is η/k Σᵢ Σⱼ βᵢᵗ⁻ʲ gⱼ.
private struct AggMoDefinition<N: DefinitionNumber>: RuleDefinition {
  let rule: AggMo
  private var velocities: [N.Sum]

  init(rule: AggMo) {
    self.rule = rule
    velocities = rule.decays.map { N.Sum(decay: $0) }
  }

  mutating func step(from x: N, gradient: N, rate: N) -> N {
    let g = gradient + N(rule.weightDecay) * x
    var total = N(0)
    for i in velocities.indices {
      velocities[i].append(g)
      total = total + velocities[i].value
    }
    return x - rate * total / N(Double(rule.k))
  }
}
