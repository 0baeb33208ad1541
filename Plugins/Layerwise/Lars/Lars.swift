import Descent

/// LARS: momentum that scales the step of each tensor in proportion to the tensor's norm.
///
/// - Follows: You, Gitman and Ginsburg, "Large batch training of convolutional networks", 2017,
///   arXiv:1708.03888, Algorithm 1, with `rate_in_velocity`; without it, timm's `Lars`.
///   `ratio_norm=decayed` is Optax's `lars`, and `trust_clip` is LARC in NVIDIA's Apex.
/// - Deviations: ε is as in timm. A ratio whose numerator or denominator is 0 counts as 1, so that a
///   tensor of zeros moves. The rate is outside the velocity unless `rate_in_velocity` is set.
/// - Memory: 1 scalar per coordinate. Time per step: O(n), in two passes.
/// - See also: `Lamb`, the same scaling around Adam; `Momentum`, which this rule equals where
///   it does not adapt.
public struct Lars: SummingOptimizer {
  /// The divisor of the norm of x: ‖g‖ + λ‖x‖, or ‖g + λx‖.
  public enum RatioNorm: String, CaseIterable, WordHyperparameter { case separate, decayed }

  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 1.0
  @Hyperparameter("momentum μ", in: 0..<1, kind: .momentum) public var momentum = 0.9
  @Hyperparameter("trust coefficient τ", above: 0) public var trustCoefficient = 0.001
  @Hyperparameter("coupled weight decay λ", in: 0..., kind: .weightDecay)
  public var weightDecay = 0.0
  @Hyperparameter("ε, added to the norm", in: 0..., kind: .stabilizer) public var epsilon = 0.0
  @Hyperparameter("the norm under the ratio") public var ratioNorm = RatioNorm.separate
  @Hyperparameter("look ahead by one velocity (Nesterov)", kind: .nesterov)
  public var nesterov = false
  @Hyperparameter("the velocity takes in the rate") public var rateInVelocity = false
  @Hyperparameter("the ratio only shortens steps: min(r/η, 1)") public var trustClip = false
  @Hyperparameter("take the ratio also without weight decay") public var alwaysAdapt = true

  public init() {}

  public static let card = Card(
    name: "lars", summary: "momentum in proportion to each tensor's norm",
    formula: """
      dₜ = ∇f(xₜ₋₁) + λ xₜ₋₁       rₜ = τ ‖xₜ₋₁‖ / (‖∇f‖ + λ ‖xₜ₋₁‖ + ε)    decayed: τ ‖xₜ₋₁‖ / (‖dₜ‖ + ε)
      vₜ = μ vₜ₋₁ + rₜ dₜ           xₜ = xₜ₋₁ − η vₜ                        v₀ = 0
      rate_in_velocity: vₜ = μ vₜ₋₁ + η rₜ dₜ, xₜ = xₜ₋₁ − vₜ    Nesterov: rₜ dₜ + μ vₜ for vₜ in the move
      trust_clip: min(rₜ/η, 1) for rₜ
      """,
    source: "You, Gitman and Ginsburg, 2017, arXiv:1708.03888, Algorithm 1")

  public var slots: [StateSlot] { ["velocity"] }
  public var sums: [Reduction] { [.sum, .sum] }
  /// Whether step lengths are in proportion to the tensors' norms.
  public var adapts: Bool { alwaysAdapt || weightDecay > 0 }

  public func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: Constants
  ) -> Terms<T> {
    let d = ratioNorm == .decayed ? g + T(weightDecay) * x : g
    return [x * x, d * d, 0, 0]
  }

  /// The factors of the gradient in the velocity and of the velocity in the move.
  public struct Constants: Sendable {
    public var share, step: Double
  }

  public func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Constants {
    let (x, g) = (sqrt(sums[0]), sqrt(sums[1]))
    let norm = g + (ratioNorm == .decayed ? 0 : weightDecay * x) + epsilon
    var ratio = x == 0 || g == 0 ? 1 : trustCoefficient * x / norm
    if trustClip { ratio = ratio >= info.rate ? 1 : ratio / info.rate }
    if !adapts { ratio = 1 }
    return rateInVelocity
      ? Constants(share: info.rate * ratio, step: 1) : Constants(share: ratio, step: info.rate)
  }

  public func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    let d = T(c.share) * (g + T(weightDecay) * x)
    s[0] = T(momentum) * s[0] + d
    x -= T(c.step) * (nesterov ? d + T(momentum) * s[0] : s[0])
  }
}
