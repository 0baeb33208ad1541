import Descent

/// LAMB, the benchmarked rule with sums. In each tensor, its step has the length of the rate times the
/// tensor's norm.
///
/// - Follows: You et al., "Large batch optimization for deep learning: training BERT in 76 minutes",
///   ICLR 2020, arXiv:1904.00962, Algorithm 2, with bias correction and the norm itself as φ.
/// - Deviations: a ratio whose numerator or denominator is 0 is 1.
/// - Memory: 2 scalars per coordinate and 2 per tensor. Time per step: O(n), with everything read twice.
struct BenchLamb: SummingOptimizer {
  @Hyperparameter("learning rate η", in: 0...) var learningRate = 0.001
  @Hyperparameter("decay β₁ of the first moment", in: 0..<1) var beta1 = 0.9
  @Hyperparameter("decay β₂ of the second moment", in: 0..<1) var beta2 = 0.999
  @Hyperparameter("ε, added to the root", in: 0...) var epsilon = 1e-6
  @Hyperparameter("weight decay λ, inside the norm", in: 0...) var weightDecay = 0.01

  static let card = Card(
    name: "bench-lamb", summary: "layer-wise adaptive moments",
    formula: """
      mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ        vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²        m₀ = v₀ = 0
      dₜ = mₜ/(1 − β₁ᵗ) / (√(vₜ/(1 − β₂ᵗ)) + ε) + λ xₜ₋₁
      xₜ = xₜ₋₁ − η ‖xₜ₋₁‖/‖dₜ‖ dₜ
      """,
    source: "You et al., ICLR 2020, arXiv:1904.00962, Algorithm 2")

  var slots: [StateSlot] { ["first_moment", "second_moment"] }
  var counters: [StateSlot] {
    [StateSlot("beta1_power", initial: 1), StateSlot("beta2_power", initial: 1)]
  }
  var sums: [Reduction] { [.sum, .sum] }

  struct Constants {
    let step, first, second: Double
  }

  func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Constants {
    counters[0] *= beta1
    counters[1] *= beta2
    let adapts = sums[0] > 0 && sums[1] > 0
    return Constants(
      step: info.rate * (adapts ? sqrt(sums[0]) / sqrt(sums[1]) : 1), first: 1 / (1 - counters[0]),
      second: 1 / sqrt(1 - counters[1]))
  }

  func direction<T: KernelScalar>(_ x: T, _ g: T, _ s: inout Slots<T>, _ c: Constants) -> T {
    s[0] = T(beta1) * s[0] + T(1 - beta1) * g
    s[1] = T(beta2) * s[1] + T(1 - beta2) * g * g
    return quotient(T(c.first) * s[0], sqrt(s[1]) * T(c.second) + T(epsilon)) + T(weightDecay) * x
  }

  func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state: Slots<T>, _ c: Constants
  ) -> Terms<T> {
    var s = state
    let d = direction(x, g, &s, c)
    return [x * x, d * d, 0, 0]
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) { x -= T(c.step) * direction(x, g, &s, c) }
}
