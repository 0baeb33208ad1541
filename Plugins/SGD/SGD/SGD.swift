import Descent

/// Plain stochastic gradient descent; with full gradients, gradient descent.
///
/// - Follows: Robbins and Monro, "A stochastic approximation method", Annals of Mathematical
///   Statistics 22(3), 1951; for full gradients Cauchy, 1847.
/// - Deviations: coupled weight decay is an option, as in `torch.optim.SGD`.
/// - Memory: none. Time per step: O(n).
/// - See also: `Momentum`, which equals this rule with `momentum = 0`.
public struct SGD: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 0.01
  @Hyperparameter("coupled weight decay λ", in: 0..., kind: .weightDecay)
  public var weightDecay = 0.0

  public init() {}

  public static let card = Card(
    name: "sgd", summary: "stochastic gradient descent",
    formula: """
      gₜ = ∇f(xₜ₋₁) + λ xₜ₋₁
      xₜ = xₜ₋₁ − η gₜ
      """,
    source: "Robbins and Monro, Annals of Mathematical Statistics 22(3), 1951")

  public func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ rate: Double
  ) {
    let g = gradient + T(weightDecay) * x
    x -= T(rate) * g
  }
}
