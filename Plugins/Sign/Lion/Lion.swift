import Descent
import DescentRules

/// Lion: the sign of an interpolation between the gradient and its running mean.
///
/// - Follows: Chen et al., "Symbolic discovery of optimization algorithms", NeurIPS 2023,
///   arXiv:2302.06675, Algorithm 2: the interpolation uses the mean of the previous step.
/// - Deviations: none. The paper adds the decay η λ x to the move; with the same x this is
///   written as x ← (1 − ηλ) x. The sign of 0 is 0, and that of NaN is NaN.
/// - Memory: 1 scalar per coordinate. Time per step: O(n).
/// - See also: `Signum`, which equals this rule with β₁ = β₂; its Nesterov form equals this rule
///   with β₁ = β₂².
public struct Lion: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 0.0001
  @Hyperparameter("weight β₁ of the mean in the sign", in: 0..<1) public var beta1 = 0.9
  @Hyperparameter("decay β₂ of the mean of gradients", in: 0..<1, kind: .firstMomentDecay)
  public var beta2 = 0.99
  @Hyperparameter("decoupled weight decay λ", in: 0..., kind: .weightDecay)
  public var weightDecay = 0.0

  public init() {}

  public static let card = Card(
    name: "lion", summary: "sign of an interpolated momentum",
    formula: """
      xₜ = (1 − ηλ) xₜ₋₁ − η sign(β₁ mₜ₋₁ + (1 − β₁) gₜ)
      mₜ = β₂ mₜ₋₁ + (1 − β₂) gₜ                   m₀ = 0
      """,
    source: "Chen et al., NeurIPS 2023, arXiv:2302.06675, Algorithm 2")

  public var slots: [StateSlot] { ["momentum"] }
  public var decoupledDecay: Double { weightDecay }

  public func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ rate: Double
  ) {
    let c = T(beta1) * s[0] + T(1 - beta1) * g
    x = T(1 - rate * weightDecay) * x - T(rate) * sign(c)
    s[0] = T(beta2) * s[0] + T(1 - beta2) * g
  }
}
