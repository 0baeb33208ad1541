import Descent

extension Muon: TraitDeclaring {
  public var traits: RuleTraits {
    var traits = orthogonalTraits
    traits.rotation = .leftAndRight
    // Momentum and gradient have other weights in later steps.
    traits.isTimeInvariant = !biasCorrection
    traits.memory = momentum == 0 ? RuleTraits.Memory.none : .momentum
    // No entry is above the largest singular value, and here the shape gives no factor.
    if adjustLr == .none, let norm = largestSingularValue { traits.bound = { _ in norm } }
    return traits
  }

  /// Jordan's coefficients map [0, 1.21] into [0, 1.2025], where 1.2025 is the polynomial's first
  /// maximum. The step-wise coefficients map [0, 1] into [0, 1.1412].
  private var largestSingularValue: Double? {
    switch orthogonalizer {
    case .newtonSchulz: (nsA, nsB, nsC) == (3.4445, -4.775, 2.0315) ? 1.21 : nil
    // Rounding may give a nearly singular matrix a singular value above 1.
    case .svd: nil
    case .polarExpress: nsSteps == 5 ? 1.15 : nil
    }
  }
}
