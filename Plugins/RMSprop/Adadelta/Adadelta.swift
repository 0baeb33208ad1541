import Descent

/// Adadelta: the gradient times the root mean square of past steps, divided by that of
/// gradients.
///
/// - Follows: Zeiler, "ADADELTA: an adaptive learning rate method", 2012, arXiv:1212.5701,
///   Algorithm 1.
/// - Deviations: as in PyTorch, the rate η multiplies the move but not the accumulated step, and coupled
///   weight decay is an option. ε occurs in two roots with different units.
/// - Memory: 2 scalars per coordinate. Time per step: O(n).
/// - See also: `RMSprop`, which uses the rate instead of the root mean square of past steps.
public struct Adadelta: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 1.0
  @Hyperparameter("decay ρ of both mean squares", in: 0..<1, kind: .secondMomentDecay)
  public var rho = 0.9
  @Hyperparameter("ε, added inside both roots", in: 0..., kind: .stabilizer)
  public var epsilon = 1e-6
  @Hyperparameter("coupled weight decay λ", in: 0..., kind: .weightDecay)
  public var weightDecay = 0.0

  public init() {}

  public static let card = Card(
    name: "adadelta", summary: "steps in the units of past steps",
    formula: """
      gₜ = ∇f(xₜ₋₁) + λ xₜ₋₁
      vₜ = ρ vₜ₋₁ + (1 − ρ) gₜ²                    v₀ = 0
      dₜ = √(uₜ₋₁ + ε) / √(vₜ + ε) · gₜ
      uₜ = ρ uₜ₋₁ + (1 − ρ) dₜ²                    u₀ = 0
      xₜ = xₜ₋₁ − η dₜ
      """,
    source: "Zeiler, 2012, arXiv:1212.5701, Algorithm 1")

  public var slots: [StateSlot] { ["mean_square", "mean_square_step"] }

  public func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ rate: Double
  ) {
    let g = gradient + T(weightDecay) * x
    s[0] = T(rho) * s[0] + T(1 - rho) * g * g
    let d = quotient(sqrt(s[1] + T(epsilon)), sqrt(s[0] + T(epsilon))) * g
    s[1] = T(rho) * s[1] + T(1 - rho) * d * d
    x -= T(rate) * d
  }
}
