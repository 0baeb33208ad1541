import Descent

extension Adadelta: TraitDeclaring {
  public var traits: RuleTraits {
    // No units: ε has the unit of squared steps in one root and of squared gradients in the
    // other.
    var traits = RuleTraits(locality: .coordinatewise)
    traits.isOdd = true
    traits.rotation = RuleTraits.Rotation.none
    traits.isTranslationInvariant = true
    traits.isTimeInvariant = true
    traits.isRateLocal = true
    traits.memory = .scaleOnly
    traits.isMonotone = true
    // Without ε the first step would have length 0, and so would all later ones.
    traits.descends = epsilon > 0
    traits.decay = .coupled("weight_decay")
    let (rho, eps) = (rho, epsilon)
    traits.constantGradient = { g, t in
      var (d, u) = (0.0, 0.0)
      for step in 1...t {
        let root = ((1 - .pow(rho, step)) * g * g + eps).squareRoot()
        d = root == 0 ? 0 : (u + eps).squareRoot() / root * g
        u = rho * u + (1 - rho) * d * d
      }
      return d
    }
    traits.impulse = { g, t in
      let root = ((1 - rho) * g * g + eps).squareRoot()
      return t > 1 || root == 0 ? 0 : eps.squareRoot() / root * g
    }
    // If squared gradients are far below ε, both roots are √ε.
    if eps > 0 {
      traits.linearRegime = LinearRegime(preconditioner: 1, stabilityLimit: 2) { a, _ in .plain(a) }
    }
    return traits
  }
}
