import Descent

/// LARS: momentum whose step is, in each tensor, in proportion to the tensor's norm.
///
/// - Follows: You, Gitman and Ginsburg, "Large batch training of convolutional networks", 2017,
///   arXiv:1708.03888, Algorithm 1; `ratio_norm = decayed` is Optax's `lars`.
/// - Deviations: ε as in timm. A ratio whose numerator or denominator is 0 is 1, so that a tensor of
///   zeros moves.
/// - Memory: 1 scalar a coordinate. Time per step: O(n), everything is read twice.
struct Lars: SummingOptimizer {
  /// What the norm of x is divided by.
  enum RatioNorm: String, CaseIterable, WordHyperparameter {
    /// ‖g‖ + λ‖x‖.
    case separate
    /// ‖g + λx‖.
    case decayed
  }

  @Hyperparameter("learning rate η", in: 0...) var learningRate = 1.0
  @Hyperparameter("momentum μ", in: 0..<1) var momentum = 0.9
  @Hyperparameter("trust coefficient τ", in: 0...) var trustCoefficient = 0.001
  @Hyperparameter("coupled weight decay λ", in: 0...) var weightDecay = 0.0
  @Hyperparameter("ε, added to the norm", in: 0...) var epsilon = 0.0
  @Hyperparameter("the norm under the ratio") var ratioNorm = RatioNorm.separate
  @Hyperparameter("look ahead") var nesterov = false
  @Hyperparameter("the velocity takes in the rate") var rateInVelocity = false

  static let card = Card(
    name: "lars", summary: "layer-wise adaptive rate scaling",
    formula: """
      dₜ = gₜ + λ xₜ₋₁              rₜ = τ ‖xₜ₋₁‖ / (‖gₜ‖ + λ ‖xₜ₋₁‖ + ε)
      vₜ = μ vₜ₋₁ + rₜ dₜ            xₜ = xₜ₋₁ − η vₜ            v₀ = 0
      """,
    source: "You, Gitman and Ginsburg, 2017, arXiv:1708.03888, Algorithm 1")

  var slots: [StateSlot] { ["velocity"] }
  var sums: [Reduction] { [.sum, .sum] }

  func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: Constants
  ) -> Terms<T> {
    let d = ratioNorm == .decayed ? g + T(weightDecay) * x : g
    return [x * x, d * d, 0, 0]
  }

  /// What the gradient is multiplied by on its way into the velocity, and the velocity on its way out.
  struct Constants {
    let share, step: Double
  }

  func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Constants {
    let (x, g) = (sqrt(sums[0]), sqrt(sums[1]))
    let norm = g + (ratioNorm == .decayed ? 0 : weightDecay * x) + epsilon
    let ratio = x > 0 && g > 0 ? trustCoefficient * x / norm : 1
    return rateInVelocity
      ? Constants(share: info.rate * ratio, step: 1) : Constants(share: ratio, step: info.rate)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    let d = T(c.share) * (g + T(weightDecay) * x)
    s[0] = T(momentum) * s[0] + d
    x -= T(c.step) * (nesterov ? d + T(momentum) * s[0] : s[0])
  }
}
