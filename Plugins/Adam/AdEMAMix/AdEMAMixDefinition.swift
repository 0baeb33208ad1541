import Descent

extension AdEMAMix: DefinedRule {
  public var readsPoint: Bool { weightDecay != 0 }

  public func definition<N: DefinitionNumber>(_: N.Type) -> any RuleDefinition<N> {
    AdEMAMixDefinition<N>(rule: self)
  }
}

/// From (1 − ηλ) x, the move is η (mₜ/(1 − β₁ᵗ) + αₜ nₜ) / (√(vₜ/(1 − β₂ᵗ)) + ε) with means mₜ = (1 −
/// β₁) Σ β₁ᵗ⁻ⁱ gᵢ, vₜ = (1 − β₂) Σ β₂ᵗ⁻ⁱ gᵢ² and nₜ = Σ (1 − β₃ᵢ) gᵢ Π β₃ⱼ over j from i + 1.
private struct AdEMAMixDefinition<N: DefinitionNumber>: RuleDefinition {
  let rule: AdEMAMix
  private var means, squares: N.Sum
  private var gradients: [N] = []

  init(rule: AdEMAMix) {
    self.rule = rule
    means = N.Sum(decay: rule.beta1)
    squares = N.Sum(decay: rule.beta2)
  }

  mutating func step(from x: N, gradient: N, rate: N) -> N {
    means.append(N.complement(rule.beta1) * gradient)
    squares.append(N.complement(rule.beta2) * gradient * gradient)
    gradients.append(gradient)
    let step = means.count
    let m = means.value / N.correction(rule.beta1, step: step)
    let v = squares.value / N.correction(rule.beta2, step: step)
    let slow = N(rule.weight(at: Double(step))) * slowMean
    let shrunk = (N(1) - rate * N(rule.weightDecay)) * x
    return shrunk - N.move(rate, m + slow, over: v.squareRoot() + N(rule.epsilon))
  }

  private var slowMean: N {
    var (sum, left) = (N(0), N(1))
    for (index, gradient) in gradients.enumerated().reversed() {
      let decay = rule.slowDecay(at: Double(index + 1))
      sum = sum + left * N.complement(decay) * gradient
      left = left * N(decay)
    }
    return sum
  }
}
