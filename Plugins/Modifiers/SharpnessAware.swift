import Descent

/// Sharpness-aware minimization around any rule: the rule gets the gradient at the worst nearby point.
///
/// The rule moves x and sees one gradient per step. The ascent uses the same examples as the step.
/// - Follows: Foret et al., ICLR 2021, arXiv:2010.01412, Algorithm 1; adaptive: Kwon et al., ICML 2021,
///   arXiv:2102.11600, Algorithm 1.
/// - Deviations: 1e-12 is added to the norm, as in the authors' code, so that a gradient of 0 gives no
///   ascent.
public struct SharpnessAware: GradientModifier {
  @Hyperparameter("radius ρ of the neighbourhood", in: 0...) public var rho = 0.05
  @Hyperparameter("scale the neighbourhood with the parameters (ASAM)") public var adaptive = false
  @Hyperparameter("added to |x| where adaptive", in: 0...) public var eta = 0.0

  public init() {}

  public static let card = Card(
    name: "sam", summary: "the gradient of the worst point nearby",
    formula: """
      e = ρ g/‖g‖                          g ← ∇f(x + e)
      adaptive: e = ρ s² g/‖s g‖, s = |x| + η
      """,
    source: "Foret et al., ICLR 2021, arXiv:2010.01412, Algorithm 1")

  public var changesObjective: Bool { false }
  public var needs: Needs { .evaluation }
  public var costFactor: Double { 2 }
  public var scratchVectors: Int { 1 }

  public func change<T: KernelScalar>(_ change: GradientChange<T>) {
    let (g, x, point) = (change.gradient, change.point, change.scratch(0))
    guard rho > 0, !g.isEmpty else { return }
    for i in g.indices { point[i] = (adaptive ? abs(x[i]) + T(eta) : 1) * g[i] }
    let length = euclideanNorm(UnsafePointer(point.baseAddress!), point.count) + 1e-12
    for i in g.indices {
      let scale = adaptive ? abs(x[i]) + T(eta) : 1
      point[i] = x[i] + T(rho / length) * (scale * point[i])
    }
    _ = change.oracle.valueAndGradient(at: point.baseAddress!, into: g.baseAddress!)
    // A tensor without a gradient gets none at the other point either.
    for (tensor, part) in change.layout.tensors.enumerated() where !change.hasGradient(tensor) {
      for i in part.range { g[i] = 0 }
    }
  }
}

extension SharpnessAware: ModifierTraitDeclaring {
  // The constant added to the norm has the unit of gradients, so the law cannot repeat a run in
  // other units.
  public var traits: ModifierTraits {
    let (rho, adaptive, eta) = (rho, adaptive, eta)
    return ModifierTraits(
      neutral: ["rho": "0"],
      definition: .gradient { g, x, objective in
        let scales = x.map { adaptive ? abs($0) + eta : 1 }
        let length = zip(scales, g).reduce(0) { $0 + $1.0 * $1.0 * $1.1 * $1.1 }.squareRoot()
        return objective(
          x.indices.map { x[$0] + rho * scales[$0] * scales[$0] * g[$0] / (length + 1e-12) })
      })
  }
}
