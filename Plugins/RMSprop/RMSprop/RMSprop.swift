import Descent
import DescentRules

/// RMSprop: the gradient divided by a running root mean square of itself.
///
/// - Follows: Tieleman and Hinton, lecture 6.5, Neural Networks for Machine Learning, 2012; the
///   centered form and the momentum: Graves, 2013, arXiv:1308.0850, eq. 38-45, with ε as in
///   PyTorch.
/// - Deviations: ε is outside the root, as in PyTorch, unless `eps_placement=inside`, Graves's. The
///   centered variance is clamped at 0. By rounding it falls below 0 under a constant gradient, and its
///   root is then NaN in PyTorch 2.13. With ε = 0 a coordinate whose root is 0 does not move.
/// - Memory: 1 scalar per coordinate, and 1 more each for momentum and the mean. Time per step:
///   O(n).
public struct RMSprop: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 0.01
  @Hyperparameter("decay α of the mean square", in: 0..<1, kind: .secondMomentDecay)
  public var alpha = 0.99
  @Hyperparameter("ε, added to the root", in: 0..., kind: .stabilizer) public var epsilon = 1e-8
  @Hyperparameter("momentum μ", in: 0..<1, kind: .momentum) public var momentum = 0.0
  @Hyperparameter("subtract the squared mean gradient", kind: .centering)
  public var centered = false
  @Hyperparameter("coupled weight decay λ", in: 0..., kind: .weightDecay)
  public var weightDecay = 0.0
  @Hyperparameter("ε beside the root or inside it") public var epsPlacement = RootPlacement.after

  public init() {}

  public static let card = Card(
    name: "rmsprop", summary: "gradient over its running root mean square",
    formula: """
      gₜ = ∇f(xₜ₋₁) + λ xₜ₋₁
      vₜ = α vₜ₋₁ + (1 − α) gₜ²                 v₀ = 0
      mₜ = α mₜ₋₁ + (1 − α) gₜ                  m₀ = 0, centred only
      dₜ = gₜ / (√vₜ + ε)                       centred: gₜ / (√max(0, vₜ − mₜ²) + ε)
      bₜ = μ bₜ₋₁ + dₜ,  xₜ = xₜ₋₁ − η bₜ       b₀ = 0
      eps_placement=inside: √(vₜ + ε) for √vₜ + ε
      """,
    source: "Tieleman and Hinton, lecture 6.5, 2012; Graves, 2013, arXiv:1308.0850, eq. 38-45")

  public var slots: [StateSlot] {
    ["square_average"] + (centered ? ["average"] : []) + (momentum > 0 ? ["buffer"] : [])
  }

  public struct Constants {
    let rate: Double
    let inner: Double
    let outer: Double
  }

  public func constants(rate: Double, counters: inout Counters) -> Constants {
    let (inner, outer) = epsPlacement.parts(epsilon)
    return Constants(rate: rate, inner: inner, outer: outer)
  }

  public func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ c: Constants
  ) {
    let g = gradient + T(weightDecay) * x
    s[0] = T(alpha) * s[0] + T(1 - alpha) * g * g
    if centered { s[1] = T(alpha) * s[1] + T(1 - alpha) * g }
    let variance = centered ? max(s[0] - s[1] * s[1], 0) : s[0]
    let step = quotient(g, sqrt(variance + T(c.inner)) + T(c.outer))
    // The last slot is the buffer. Its index is a constant in each branch, so that the value
    // stays in a register.
    let buffer = T(momentum) * (centered ? s[2] : s[1]) + step
    if momentum > 0 { if centered { s[2] = buffer } else { s[1] = buffer } }
    x -= T(c.rate) * (momentum > 0 ? buffer : step)
  }
}
