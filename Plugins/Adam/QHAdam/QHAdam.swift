import Descent
import DescentRules

/// QHAdam: Adam with quasi-hyperbolic moments. Each is a weighted mean of Adam's moment and the
/// current gradient's.
///
/// - Follows: Ma and Yarats, "Quasi-hyperbolic momentum and Adam for deep learning", ICLR 2019,
///   arXiv:1810.06801, eq. 4.
/// - Deviations: none; weight decay, coupled or decoupled, is an addition, off by default. With ε = 0
///   a coordinate whose root is 0 does not move.
/// - Memory: 2 scalars per coordinate, 2 per tensor. Time per step: O(n).
/// - See also: `Adam`, which this rule equals with ν₁ = ν₂ = 1, and `QHM`.
public struct QHAdam: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 0.001
  @Hyperparameter("decay β₁ of the first moment", in: 0..<1, kind: .firstMomentDecay)
  public var beta1 = 0.995
  @Hyperparameter("decay β₂ of the second moment", in: 0..<1, kind: .secondMomentDecay)
  public var beta2 = 0.999
  @Hyperparameter("weight ν₁ of the first moment", in: 0...1) public var nu1 = 0.7
  @Hyperparameter("weight ν₂ of the second moment", in: 0...1) public var nu2 = 1.0
  @Hyperparameter("ε, added to the root", in: 0..., kind: .stabilizer) public var epsilon = 1e-8
  @Hyperparameter("weight decay λ", in: 0..., kind: .weightDecay) public var weightDecay = 0.0
  @Hyperparameter("decay beside the gradient") public var decoupledWeightDecay = false

  public init() {}

  public static let card = Card(
    name: "qhadam", summary: "Adam with moments weighed with the gradient's own",
    formula: """
      gₜ = ∇f(xₜ₋₁) + λ xₜ₋₁                   decoupled: ∇f(xₜ₋₁), and (1 − ηλ) xₜ₋₁ below
      mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ              vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²        m₀ = v₀ = 0
      xₜ = xₜ₋₁ − η [(1 − ν₁) gₜ + ν₁ mₜ/(1 − β₁ᵗ)]
                  / (√((1 − ν₂) gₜ² + ν₂ vₜ/(1 − β₂ᵗ)) + ε)
      """,
    source: "Ma and Yarats, ICLR 2019, arXiv:1810.06801, eq. 4")

  public var slots: [StateSlot] { ["first_moment", "second_moment"] }
  public var counters: [StateSlot] {
    [StateSlot("beta1_power", initial: 1), StateSlot("beta2_power", initial: 1)]
  }
  public var decoupledDecay: Double { decoupledWeightDecay ? weightDecay : 0 }

  public struct Constants {
    public var rate, first, second: Double
    public var decay: WeightDecay
  }

  public func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] *= beta1
    counters[1] *= beta2
    return Constants(
      rate: rate, first: nu1 / (1 - counters[0]), second: nu2 / (1 - counters[1]),
      decay: WeightDecay(weightDecay, decoupled: decoupledWeightDecay, rate: rate))
  }

  public func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ c: Constants
  ) {
    let g = gradient + T(c.decay.added) * x
    s[0] = T(beta1) * s[0] + T(1 - beta1) * g
    s[1] = T(beta2) * s[1] + T(1 - beta2) * g * g
    let direction = T(1 - nu1) * g + T(c.first) * s[0]
    let square = T(1 - nu2) * g * g + T(c.second) * s[1]
    x = T(c.decay.shrink) * x - T(c.rate) * quotient(direction, sqrt(square) + T(epsilon))
  }
}
