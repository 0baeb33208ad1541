import Descent

/// Adan: Adam with Nesterov's look-ahead, which it computes from means of gradients and of
/// their differences.
///
/// - Follows: Xie, Zhou, Li, Lin and Yan, "Adan: adaptive Nesterov momentum algorithm for faster
///   optimizing deep models", 2022, arXiv:2208.06677, Algorithm 1, with bias corrections and decays
///   β as in the authors' code (the paper's β are one minus these).
/// - Deviations: the paper's restart is left out, as in the authors' code. Bias correction counts each
///   tensor's own steps, and a tensor's first difference is 0. With ε = 0 a coordinate whose root is 0
///   does not move.
/// - Memory: 4 scalars per coordinate, 3 per tensor. Time per step: O(n).
/// - See also: `Adam`, which this rule equals with β₂ = 0.
public struct Adan: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 0.001
  @Hyperparameter("decay β₁ of the first moment", in: 0..<1, kind: .firstMomentDecay)
  public var beta1 = 0.98
  @Hyperparameter("decay β₂ of the mean difference", in: 0..<1, kind: .firstMomentDecay)
  public var beta2 = 0.92
  @Hyperparameter("decay β₃ of the second moment", in: 0..<1, kind: .secondMomentDecay)
  public var beta3 = 0.99
  @Hyperparameter("ε, added to the root", in: 0..., kind: .stabilizer) public var epsilon = 1e-8
  @Hyperparameter("weight decay λ", in: 0..., kind: .weightDecay) public var weightDecay = 0.0
  @Hyperparameter("multiply by 1 − ηλ; else divide by 1 + ηλ, after the move")
  public var noProx = false

  public init() {}

  public static let card = Card(
    name: "adan", summary: "adaptive Nesterov momentum",
    formula: """
      dₜ = gₜ − gₜ₋₁, d₁ = 0                   mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ      m₀ = δ₀ = n₀ = 0
      δₜ = β₂ δₜ₋₁ + (1 − β₂) dₜ               nₜ = β₃ nₜ₋₁ + (1 − β₃) (gₜ + β₂ dₜ)²
      uₜ = (mₜ/(1 − β₁ᵗ) + β₂ δₜ/(1 − β₂ᵗ)) / (√(nₜ/(1 − β₃ᵗ)) + ε)
      xₜ = (xₜ₋₁ − η uₜ)/(1 + ηλ)              no_prox: (1 − ηλ) xₜ₋₁ − η uₜ
      """,
    source: "Xie, Zhou, Li, Lin and Yan, 2022, arXiv:2208.06677, Algorithm 1")

  public var slots: [StateSlot] {
    ["first_moment", "mean_difference", "second_moment", "previous_gradient"]
  }
  public var counters: [StateSlot] {
    ["beta1_power", "beta2_power", "beta3_power"].map { StateSlot($0, initial: 1) }
  }
  // 1/(1 + ηλ) is 1 − ηλ/(1 + ηλ), so this is exact at a constant rate.
  public var decoupledDecay: Double {
    noProx ? weightDecay : weightDecay / (1 + learningRate * weightDecay)
  }

  public struct Constants {
    public var shrink, first, ahead, correction, previous: Double
  }

  public func constants(rate: Double, counters: inout Counters) -> Constants {
    // Decays are below 1, so a power of exactly 1 means that no step has been taken.
    let hasPrevious = counters[0] < 1
    counters[0] *= beta1
    counters[1] *= beta2
    counters[2] *= beta3
    let shrink = noProx ? 1 - rate * weightDecay : 1 / (1 + rate * weightDecay)
    let step = noProx ? rate : rate * shrink
    return Constants(
      shrink: shrink, first: step / (1 - counters[0]), ahead: step * beta2 / (1 - counters[1]),
      correction: 1 / sqrt(1 - counters[2]), previous: hasPrevious ? 1 : 0)
  }

  public func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    let difference = T(c.previous) * (g - s[3])
    let ahead = g + T(beta2) * difference
    s[0] = T(beta1) * s[0] + T(1 - beta1) * g
    s[1] = T(beta2) * s[1] + T(1 - beta2) * difference
    s[2] = T(beta3) * s[2] + T(1 - beta3) * ahead * ahead
    s[3] = g
    let root = sqrt(s[2]) * T(c.correction) + T(epsilon)
    x = T(c.shrink) * x - quotient(T(c.first) * s[0] + T(c.ahead) * s[1], root)
  }
}
