import Descent
import DescentRules

/// Adagrad: it divides each coordinate's rate by the root of the sum of its squared gradients.
///
/// - Follows: Duchi, Hazan and Singer, "Adaptive subgradient methods", JMLR 12, 2011, Figure 1
///   (diagonal, composite term zero).
/// - Deviations: ε is outside the root, as in PyTorch (and as the paper's δ), unless
///   `eps_placement=inside`, as in Optax and Keras. The rate's decay and the initial
///   accumulator are PyTorch's options, both off by default. With ε = 0 a coordinate whose root
///   is 0 does not move.
/// - Memory: 1 scalar per coordinate, 1 per tensor. Time per step: O(n).
public struct Adagrad: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 0.01
  @Hyperparameter("decay d of the rate", in: 0..., kind: .rateDecay) public var lrDecay = 0.0
  @Hyperparameter("initial accumulator a₀", in: 0..., kind: .initialAccumulator)
  public var initialAccumulatorValue = 0.0
  @Hyperparameter("ε, added to the root", in: 0..., kind: .stabilizer) public var epsilon = 1e-10
  @Hyperparameter("coupled weight decay λ", in: 0..., kind: .weightDecay)
  public var weightDecay = 0.0
  @Hyperparameter("ε beside the root or inside it") public var epsPlacement = RootPlacement.after

  public init() {}

  public static let card = Card(
    name: "adagrad", summary: "adaptive subgradient method, diagonal",
    formula: """
      gₜ = ∇f(xₜ₋₁) + λ xₜ₋₁
      aₜ = aₜ₋₁ + gₜ²
      xₜ = xₜ₋₁ − η / (1 + (t − 1) d) · gₜ / (√aₜ + ε)        eps_placement=inside: / √(aₜ + ε)
      """,
    source: "Duchi, Hazan and Singer, JMLR 12, 2011, Figure 1")

  public var slots: [StateSlot] { [StateSlot("accumulator", initial: initialAccumulatorValue)] }
  public var counters: [StateSlot] { ["step"] }

  public struct Constants {
    let rate: Double
    let inner: Double
    let outer: Double
  }

  public func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] += 1
    let (inner, outer) = epsPlacement.parts(epsilon)
    return Constants(
      rate: rate / (1 + (counters[0] - 1) * lrDecay), inner: inner, outer: outer)
  }

  public func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ c: Constants
  ) {
    let g = gradient + T(weightDecay) * x
    s[0] += g * g
    x -= quotient(T(c.rate) * g, sqrt(s[0] + T(c.inner)) + T(c.outer))
  }
}
