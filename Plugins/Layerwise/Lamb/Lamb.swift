import Descent

/// LAMB: Adam that scales the step of each tensor to the length rate times the tensor's norm.
///
/// - Follows: You et al., "Large batch optimization for deep learning: training BERT in 76 minutes",
///   ICLR 2020, arXiv:1904.00962, Algorithm 2, with bias correction and the norm itself as φ.
/// - Deviations: a ratio whose numerator or denominator is 0 counts as 1. `always_adapt=false` is as
///   in timm: without weight decay a tensor takes Adam's step. `clamp_norm=10` without bias
///   correction is the authors' first code. With ε = 0, a coordinate whose root is 0 moves only by
///   its decay.
/// - Memory: 2 scalars per coordinate, 2 per tensor. Time per step: O(n), in two passes.
/// - See also: `Adam`, which this rule equals where it does not adapt; `Lars`, the same scaling
///   around momentum.
public struct Lamb: SummingOptimizer {
  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 0.001
  @Hyperparameter("decay β₁ of the first moment", in: 0..<1, kind: .firstMomentDecay)
  public var beta1 = 0.9
  @Hyperparameter("decay β₂ of the second moment", in: 0..<1, kind: .secondMomentDecay)
  public var beta2 = 0.999
  @Hyperparameter("ε, added to the root", in: 0..., kind: .stabilizer) public var epsilon = 1e-6
  @Hyperparameter("weight decay λ, inside the norm", in: 0..., kind: .weightDecay)
  public var weightDecay = 0.01
  @Hyperparameter("divide the moments by their bias") public var biasCorrection = true
  @Hyperparameter("the first moment takes 1 − β₁ of the gradient, not all of it")
  public var gradAveraging = true
  @Hyperparameter("the ratio only shortens steps: min(r, 1)") public var trustClip = false
  @Hyperparameter("take the ratio also without weight decay") public var alwaysAdapt = true
  @Hyperparameter("largest norm of x that counts; 0: any", in: 0...(.infinity)) public
    var clampNorm = 0.0

  public init() {}

  public static let card = Card(
    name: "lamb", summary: "Adam in proportion to each tensor's norm",
    formula: """
      mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ        vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²        m₀ = v₀ = 0
      dₜ = mₜ/(1 − β₁ᵗ) / (√(vₜ/(1 − β₂ᵗ)) + ε) + λ xₜ₋₁
      xₜ = xₜ₋₁ − η rₜ dₜ               rₜ = min(‖xₜ₋₁‖, clamp)/‖dₜ‖, 1 if either is 0
      grad_averaging=false: mₜ = β₁ mₜ₋₁ + gₜ      trust_clip: min(rₜ, 1) for rₜ
      """,
    source: "You et al., ICLR 2020, arXiv:1904.00962, Algorithm 2")

  public var slots: [StateSlot] { ["first_moment", "second_moment"] }
  public var counters: [StateSlot] {
    [StateSlot("beta1_power", initial: 1), StateSlot("beta2_power", initial: 1)]
  }
  public var sums: [Reduction] { [.sum, .sum] }
  /// Whether step lengths are in proportion to the tensors' norms.
  public var adapts: Bool { alwaysAdapt || weightDecay > 0 }

  public struct Constants: Sendable {
    public var step, first, second: Double
  }

  public func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Constants {
    counters[0] *= beta1
    counters[1] *= beta2
    let (c1, c2) = biasCorrection ? (1 - counters[0], 1 - counters[1]) : (1, 1)
    let (x, d) = (min(sqrt(sums[0]), clampNorm == 0 ? .infinity : clampNorm), sqrt(sums[1]))
    let ratio = x == 0 || d == 0 ? 1 : x / d
    return Constants(
      step: info.rate * (!adapts ? 1 : trustClip ? min(ratio, 1) : ratio), first: 1 / c1,
      second: 1 / sqrt(c2))
  }

  /// Advances the moments and returns d.
  @inline(__always)
  public func direction<T: KernelScalar>(_ x: T, _ g: T, _ s: inout Slots<T>, _ c: Constants) -> T {
    s[0] = T(beta1) * s[0] + T(gradAveraging ? 1 - beta1 : 1) * g
    s[1] = T(beta2) * s[1] + T(1 - beta2) * g * g
    return quotient(T(c.first) * s[0], sqrt(s[1]) * T(c.second) + T(epsilon)) + T(weightDecay) * x
  }

  public func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state: Slots<T>, _ c: Constants
  ) -> Terms<T> {
    var s = state
    let d = direction(x, g, &s, c)
    return [x * x, d * d, 0, 0]
  }

  public func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) { x -= T(c.step) * direction(x, g, &s, c) }
}
