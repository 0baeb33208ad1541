import Descent
import DescentRules

/// NovoGrad: momentum of gradients that are divided, in each tensor, by the root of a running mean of
/// its squared norms.
///
/// - Follows: Ginsburg et al., "Stochastic gradient methods with layer-wise adaptive moments for
///   training of deep networks", 2019, arXiv:1905.11286, Algorithm 1.
/// - Deviations: none. The second moment starts at the first squared norm, even if that is 0; timm
///   starts again as long as it is 0. With ε = 0, a tensor whose root is 0 only decays.
/// - Memory: 1 scalar per coordinate, 2 per tensor. Time per step: O(n), with two passes over
///   the gradient.
/// - See also: `Lars`, which divides by the norm of the current gradient.
public struct NovoGrad: SummingOptimizer {
  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 0.001
  @Hyperparameter("decay β₁ of the velocity", in: 0..<1, kind: .firstMomentDecay)
  public var beta1 = 0.95
  @Hyperparameter("decay β₂ of the squared norm", in: 0..<1, kind: .secondMomentDecay)
  public var beta2 = 0.98
  @Hyperparameter("ε, added to the root", in: 0..., kind: .stabilizer) public var epsilon = 1e-8
  @Hyperparameter("weight decay λ", in: 0..., kind: .weightDecay) public var weightDecay = 0.0
  @Hyperparameter("the velocity takes 1 − β₁ of the direction, not all of it")
  public var gradAveraging = false
  @Hyperparameter("decay beside the move, not through the velocity")
  public var decoupledWeightDecay = false

  public init() {}

  public static let card = Card(
    name: "novograd", summary: "momentum of gradients over each tensor's mean norm",
    formula: """
      vₜ = β₂ vₜ₋₁ + (1 − β₂) ‖gₜ‖²        v₁ = ‖g₁‖²        gₜ = ∇f(xₜ₋₁), of one tensor
      mₜ = β₁ mₜ₋₁ + gₜ/(√vₜ + ε) + λ xₜ₋₁                      m₀ = 0; averaged: (1 − β₁) of the direction
      xₜ = xₜ₋₁ − η mₜ                                         decoupled: (1 − ηλ) xₜ₋₁ − η mₜ, no λ in mₜ
      """,
    source: "Ginsburg et al., 2019, arXiv:1905.11286, Algorithm 1")

  public var slots: [StateSlot] { ["velocity"] }
  public var counters: [StateSlot] { ["steps", "squared_norm"] }
  public var sums: [Reduction] { [.sum] }

  public func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: Constants
  ) -> Terms<T> { [g * g, 0, 0, 0] }

  /// The direction's divisor, the decay inside the direction, and the factor of x.
  public struct Constants: Sendable {
    public var rate, root: Double
    public var weight: WeightDecay
  }

  public func constants(_ info: StepInfo, counters c: inout Counters, sums: Sums) -> Constants {
    c[0] += 1
    c[1] = c[0] == 1 ? sums[0] : beta2 * c[1] + (1 - beta2) * sums[0]
    return Constants(
      rate: info.rate, root: sqrt(c[1]) + epsilon,
      weight: WeightDecay(weightDecay, decoupled: decoupledWeightDecay, rate: info.rate))
  }

  public func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    let direction = quotient(g, T(c.root)) + T(c.weight.added) * x
    s[0] = T(beta1) * s[0] + T(gradAveraging ? 1 - beta1 : 1) * direction
    x = T(c.weight.shrink) * x - T(c.rate) * s[0]
  }
}
