import Descent
import DescentRules

/// ADOPT: Adam that normalizes the gradient before the momentum, with the second moment of the
/// earlier steps. It converges with any β₂.
///
/// - Follows: Taniguchi et al., "ADOPT: modified Adam can converge with any β₂ with the optimal
///   rate", NeurIPS 2024, arXiv:2411.02853, Algorithm 2, with the clipping of its second version.
/// - Deviations: weight decay, coupled or decoupled, is as in the authors' code. The first step only
///   fills the second moment and does not decay the parameters. With ε = 0 a coordinate whose root is
///   0 does not move.
/// - Memory: 2 scalars per coordinate, 1 per tensor. Time per step: O(n).
/// - See also: `Adam`, which normalizes the momentum.
public struct Adopt: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 0.001
  @Hyperparameter("decay β₁ of the first moment", in: 0..<1, kind: .firstMomentDecay)
  public var beta1 = 0.9
  @Hyperparameter("decay β₂ of the second moment", in: 0..<1, kind: .secondMomentDecay)
  public var beta2 = 0.9999
  @Hyperparameter("ε, the least root", in: 0..., kind: .stabilizer) public var epsilon = 1e-6
  @Hyperparameter(
    "power of t − 1 that normalised gradients are clipped to; 0: no clipping", in: 0...)
  public var clipExponent = 0.25
  @Hyperparameter("weight decay λ", in: 0..., kind: .weightDecay) public var weightDecay = 0.0
  @Hyperparameter("decay beside the gradient") public var decoupledWeightDecay = false

  public init() {}

  public static let card = Card(
    name: "adopt", summary: "Adam with the gradient normalised before the momentum",
    formula: """
      gₜ = ∇f(xₜ₋₁) + λ xₜ₋₁                         decoupled: ∇f(xₜ₋₁)
      nₜ = clip(gₜ / max(√vₜ₋₁, ε), ±(t − 1)^¼)      m₁ = 0, v₁ = g₁², x₁ = x₀; then
      mₜ = β₁ mₜ₋₁ + (1 − β₁) nₜ,  xₜ = xₜ₋₁ − η mₜ  decoupled: (1 − ηλ) xₜ₋₁ − η mₜ
      vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²
      """,
    source: "Taniguchi et al., NeurIPS 2024, arXiv:2411.02853, Algorithm 2")

  public var slots: [StateSlot] { ["first_moment", "second_moment"] }
  public var counters: [StateSlot] { ["step"] }
  public var decoupledDecay: Double { decoupledWeightDecay ? weightDecay : 0 }

  public struct Constants {
    public var rate: Double
    public var decay: WeightDecay
    public var limit: Double
    public var share: Double
  }

  public func constants(rate: Double, counters: inout Counters) -> Constants {
    let before = counters[0]
    counters[0] += 1
    // At the first step the clipping limit is 0, the square gets full weight, and no decoupled
    // decay applies.
    let limit = clipExponent == 0 ? .infinity : Double.pow(before, clipExponent)
    return Constants(
      rate: rate,
      decay: WeightDecay(
        weightDecay, decoupled: decoupledWeightDecay, rate: before == 0 ? 0 : rate),
      limit: before == 0 ? 0 : limit, share: before == 0 ? 1 : 1 - beta2)
  }

  public func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ c: Constants
  ) {
    let g = gradient + T(c.decay.added) * x
    let n = quotient(g, max(sqrt(s[1]), T(epsilon)))
    let clipped = n > T(c.limit) ? T(c.limit) : n < -T(c.limit) ? -T(c.limit) : n
    s[0] = T(beta1) * s[0] + T(1 - beta1) * clipped
    x = T(c.decay.shrink) * x - T(c.rate) * s[0]
    s[1] = T(beta2) * s[1] + T(c.share) * g * g
  }
}
