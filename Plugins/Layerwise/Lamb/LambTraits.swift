import Descent

extension Lamb: TraitDeclaring {
  // If the norm of x is 0, the step is not scaled. lr therefore has no single unit.
  public var traits: RuleTraits {
    guard adapts else { return plainTraits }
    var traits = RuleTraits(locality: .tensorWide)
    traits.isOdd = true
    if epsilon == 0 { traits.degree = 0 }
    traits.rotation = RuleTraits.Rotation.none
    traits.descends = true
    traits.isRateLocal = true
    traits.memory = beta1 == 0 ? .scaleOnly : .momentum
    return traits
  }

  /// The traits without the ratio, where the rule is Adam.
  private var plainTraits: RuleTraits {
    var traits = RuleTraits(locality: .coordinatewise)
    traits.isOdd = true
    if epsilon == 0 { traits.degree = 0 }
    traits.rotation = RuleTraits.Rotation.none
    traits.isTranslationInvariant = true
    traits.isTimeInvariant = !biasCorrection
    traits.isRateLocal = true
    traits.memory = beta1 == 0 ? .scaleOnly : .momentum
    traits.isMonotone = true
    traits.descends = true
    let (beta1, beta2, eps) = (beta1, beta2, epsilon)
    let (share, isCorrected) = (gradAveraging ? 1 - beta1 : 1, biasCorrection)
    let move: @Sendable (Double, Double, Int) -> Double = { m, v, t in
      let c1 = isCorrected ? 1 - Double.pow(beta1, t) : 1
      let c2 = isCorrected ? 1 - Double.pow(beta2, t) : 1
      let root = (v / c2).squareRoot() + eps
      return root == 0 ? 0 : m / c1 / root
    }
    // Only with these two settings is the first move g/ε for gradients far below ε.
    guard gradAveraging && biasCorrection else { return traits }
    traits.constantGradient = { g, t in
      move(share * (1 - .pow(beta1, t)) / (1 - beta1) * g, (1 - .pow(beta2, t)) * g * g, t)
    }
    traits.impulse = { g, t in
      move(share * .pow(beta1, t - 1) * g, (1 - beta2) * .pow(beta2, t - 1) * g * g, t)
    }
    return traits
  }
}
