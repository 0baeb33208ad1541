import Descent

/// Adam-atan2: Adam without ε. The arctangent of its moments' quotient replaces the quotient.
///
/// - Follows: Everett et al., "Scaling exponents across parameterizations and optimizers", ICML 2024,
///   arXiv:2407.05872, appendix C.5.
/// - Deviations: weight decay is decoupled. The scales a = 1.27 and b = 1 are those of common
///   implementations.
/// - Memory: 2 scalars per coordinate, 2 per tensor. Time per step: O(n) with one arctangent
///   per coordinate.
/// - See also: `AdamW`, whose move this rule's move approaches for small quotients.
public struct AdamAtan2: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 0.001
  @Hyperparameter("decay β₁ of the first moment", in: 0..<1, kind: .firstMomentDecay)
  public var beta1 = 0.9
  @Hyperparameter("decay β₂ of the second moment", in: 0..<1, kind: .secondMomentDecay)
  public var beta2 = 0.999
  @Hyperparameter("scale a of the angle", above: 0) public var a = 1.27
  @Hyperparameter("scale b of the root", above: 0) public var b = 1.0
  @Hyperparameter("decoupled weight decay λ", in: 0..., kind: .weightDecay)
  public var weightDecay = 0.0

  public init() {}

  public static let card = Card(
    name: "adam_atan2", summary: "Adam with the angle of its moments, and no epsilon",
    formula: """
      mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ        vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²        m₀ = v₀ = 0
      xₜ = (1 − ηλ) xₜ₋₁ − η a atan2(mₜ/(1 − β₁ᵗ), b √(vₜ/(1 − β₂ᵗ)))
      """,
    source: "Everett et al., ICML 2024, arXiv:2407.05872, appendix C.5")

  public var slots: [StateSlot] { ["first_moment", "second_moment"] }
  public var counters: [StateSlot] {
    [StateSlot("beta1_power", initial: 1), StateSlot("beta2_power", initial: 1)]
  }
  public var decoupledDecay: Double { weightDecay }

  public struct Constants {
    public var shrink, rate, first, second: Double
  }

  public func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] *= beta1
    counters[1] *= beta2
    return Constants(
      shrink: 1 - rate * weightDecay, rate: rate * a, first: 1 / (1 - counters[0]),
      second: b / sqrt(1 - counters[1]))
  }

  // By its size it would stay a call, which keeps a loop scalar.
  @inline(__always)
  public func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    s[0] = T(beta1) * s[0] + T(1 - beta1) * g
    s[1] = T(beta2) * s[1] + T(1 - beta2) * g * g
    let angle = arctangent(T(c.first) * s[0], over: T(c.second) * sqrt(s[1]))
    x = T(c.shrink) * x - T(c.rate) * angle
  }
}
