import Descent
import DescentRules

/// Quasi-hyperbolic momentum: a weighted mean of the gradient and a running mean of gradients.
///
/// - Follows: Ma and Yarats, "Quasi-hyperbolic momentum and Adam for deep learning", ICLR 2019,
///   arXiv:1810.06801, eq. 3.
/// - Deviations: none; weight decay, coupled or decoupled, is an addition, off by default.
/// - Memory: 1 scalar per coordinate. Time per step: O(n).
/// - See also: `Momentum`, whose Nesterov form with the rate η (1 − β) equals this rule with ν
///   = β.
public struct QHM: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 0.01
  @Hyperparameter("decay β of the mean", in: 0..<1, kind: .momentum) public var momentum = 0.999
  @Hyperparameter("weight ν of the mean", in: 0...1) public var nu = 0.7
  @Hyperparameter("weight decay λ", in: 0..., kind: .weightDecay) public var weightDecay = 0.0
  @Hyperparameter("decay beside the gradient") public var decoupledWeightDecay = false

  public init() {}

  public static let card = Card(
    name: "qhm", summary: "a weighted mean of plain gradient and momentum",
    formula: """
      gₜ = ∇f(xₜ₋₁) + λ xₜ₋₁                       decoupled: ∇f(xₜ₋₁)
      mₜ = β mₜ₋₁ + (1 − β) gₜ                     m₀ = 0
      xₜ = xₜ₋₁ − η [(1 − ν) gₜ + ν mₜ]            decoupled: (1 − ηλ) xₜ₋₁ − …
      """,
    source: "Ma and Yarats, ICLR 2019, arXiv:1810.06801, eq. 3")

  public var slots: [StateSlot] { ["mean"] }
  public var decoupledDecay: Double { decoupledWeightDecay ? weightDecay : 0 }

  public struct Constants {
    public var rate: Double
    public var decay: WeightDecay
  }

  public func constants(rate: Double, counters: inout Counters) -> Constants {
    Constants(
      rate: rate, decay: WeightDecay(weightDecay, decoupled: decoupledWeightDecay, rate: rate))
  }

  public func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ c: Constants
  ) {
    let g = gradient + T(c.decay.added) * x
    s[0] = T(momentum) * s[0] + T(1 - momentum) * g
    x = T(c.decay.shrink) * x - T(c.rate) * (T(1 - nu) * g + T(nu) * s[0])
  }
}
