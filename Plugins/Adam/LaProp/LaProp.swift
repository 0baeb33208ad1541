import Descent

/// LaProp: Adam that normalizes the gradient before the momentum.
///
/// - Follows: Ziyin, Wang and Ueda, "LaProp: separating momentum and adaptivity in Adam", 2020,
///   arXiv:2002.04839, Algorithm 1; the rate in the momentum is as in the authors' code.
/// - Deviations: weight decay is decoupled and comes after the move, as in the authors' code. There
///   the rate does not multiply it. With ε = 0 a coordinate whose root is 0 does not move.
/// - Memory: 2 scalars per coordinate, 2 per tensor. Time per step: O(n).
/// - See also: `Adam`, which this rule equals with β₁ = 0, and `Adopt`.
public struct LaProp: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 4e-4
  @Hyperparameter("decay β₁ of the first moment", in: 0..<1, kind: .firstMomentDecay)
  public var beta1 = 0.9
  @Hyperparameter("decay β₂ of the second moment", in: 0..<1, kind: .secondMomentDecay)
  public var beta2 = 0.999
  @Hyperparameter("ε, added to the root", in: 0..., kind: .stabilizer) public var epsilon = 1e-15
  @Hyperparameter("the momentum adds moves, with the rate of their steps")
  public var rateInMomentum = false
  @Hyperparameter("decoupled weight decay λ, after the move", in: 0..., kind: .weightDecay)
  public var weightDecay = 0.0

  public init() {}

  public static let card = Card(
    name: "laprop", summary: "Adam with the gradient normalised before the momentum",
    formula: """
      vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²,  nₜ = gₜ / (√(vₜ/(1 − β₂ᵗ)) + ε)      m₀ = v₀ = l₀ = 0
      mₜ = β₁ mₜ₋₁ + (1 − β₁) nₜ,   xₜ = (1 − ηλ) (xₜ₋₁ − η mₜ/(1 − β₁ᵗ))
      rate_in_momentum: mₜ = β₁ mₜ₋₁ + (1 − β₁) η nₜ,  lₜ = β₁ lₜ₋₁ + (1 − β₁) η,
      xₜ = (1 − ηλ) (xₜ₋₁ − mₜ η/lₜ)
      """,
    source: "Ziyin, Wang and Ueda, 2020, arXiv:2002.04839, Algorithm 1")

  public var slots: [StateSlot] { ["first_moment", "second_moment"] }
  public var counters: [StateSlot] {
    [rateInMomentum ? "mean_rate" : StateSlot("beta1_power", initial: 1)]
      + [StateSlot("beta2_power", initial: 1)]
  }
  public var decoupledDecay: Double { weightDecay }

  public struct Constants {
    public var shrink, share, step, correction: Double
  }

  public func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] = beta1 * counters[0] + (rateInMomentum ? (1 - beta1) * rate : 0)
    counters[1] *= beta2
    // The mean rate is 0 as long as all rates were 0.
    let inMomentum = counters[0] == 0 ? 0 : rate / counters[0]
    return Constants(
      shrink: 1 - rate * weightDecay, share: (1 - beta1) * (rateInMomentum ? rate : 1),
      step: rateInMomentum ? inMomentum : rate / (1 - counters[0]),
      correction: 1 / sqrt(1 - counters[1]))
  }

  public func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    s[1] = T(beta2) * s[1] + T(1 - beta2) * g * g
    let n = quotient(g, sqrt(s[1]) * T(c.correction) + T(epsilon))
    s[0] = T(beta1) * s[0] + T(c.share) * n
    x = T(c.shrink) * (x - T(c.step) * s[0])
  }
}
