import Descent

/// Adamax: Adam with a decaying maximum of |g| instead of the root mean square.
///
/// - Follows: Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015,
///   arXiv:1412.6980, Algorithm 2.
/// - Deviations: the paper has no ε; PyTorch and Optax add it to each |g| (`norm`), Keras to the
///   denominator. Coupled weight decay is PyTorch's. With ε = 0 a coordinate that has had no gradient
///   except 0 does not move.
/// - Memory: 2 scalars per coordinate, 1 per tensor. Time per step: O(n).
/// - See also: `Adam`. The maximum has no bias and is not corrected.
public struct Adamax: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 0.002
  @Hyperparameter("decay β₁ of the first moment", in: 0..<1, kind: .firstMomentDecay)
  public var beta1 = 0.9
  @Hyperparameter("decay β₂ of the largest gradient", in: 0..<1, kind: .secondMomentDecay)
  public var beta2 = 0.999
  @Hyperparameter("ε, added to a size", in: 0..., kind: .stabilizer) public var epsilon = 1e-8
  @Hyperparameter("coupled weight decay λ", in: 0..., kind: .weightDecay)
  public var weightDecay = 0.0
  @Hyperparameter("ε in each size of a gradient, or in the denominator") public var epsPlacement =
    Placement.norm

  public init() {}

  /// Where ε is added.
  public enum Placement: String, CaseIterable, WordHyperparameter {
    /// |g| + ε, inside the maximum.
    case norm
    /// u + ε, outside the maximum.
    case denominator
  }

  public static let card = Card(
    name: "adamax", summary: "Adam with the largest gradient for a denominator",
    formula: """
      gₜ = ∇f(xₜ₋₁) + λ xₜ₋₁
      mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ        uₜ = max(β₂ uₜ₋₁, |gₜ| + ε)        m₀ = u₀ = 0
      xₜ = xₜ₋₁ − η/(1 − β₁ᵗ) · mₜ/uₜ
      eps_placement=denominator: uₜ = max(β₂ uₜ₋₁, |gₜ|), and mₜ/(uₜ + ε)
      """,
    source: "Kingma and Ba, ICLR 2015, arXiv:1412.6980, Algorithm 2")

  public var slots: [StateSlot] { ["first_moment", "largest_gradient"] }
  public var counters: [StateSlot] { [StateSlot("beta1_power", initial: 1)] }

  public func constants(rate: Double, counters: inout Counters) -> Double {
    counters[0] *= beta1
    return rate / (1 - counters[0])
  }

  public func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ stepSize: Double
  ) {
    let g = gradient + T(weightDecay) * x
    s[0] = T(beta1) * s[0] + T(1 - beta1) * g
    // In this order of the arguments a NaN is returned.
    s[1] = max(abs(g) + T(epsPlacement == .norm ? epsilon : 0), T(beta2) * s[1])
    let u = s[1] + T(epsPlacement == .norm ? 0 : epsilon)
    x -= quotient(T(stepSize) * s[0], u)
  }
}
