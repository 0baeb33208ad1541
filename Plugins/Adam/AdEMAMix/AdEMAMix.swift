import Descent

/// AdEMAMix: Adam with a second, much slower mean of gradients besides the first.
///
/// - Follows: Pagliardini, Ablin and Grangier, "The AdEMAMix optimizer: better, faster, older", ICLR
///   2025, arXiv:2409.03137, Algorithm 1, with its schedulers of α and β₃.
/// - Deviations: the schedulers count each tensor's steps and are off by default. In the paper both
///   last for the whole run. With ε = 0 a coordinate whose root is 0 does not move.
/// - Memory: 3 scalars per coordinate, 3 per tensor. Time per step: O(n).
/// - See also: `AdamW`, which this rule equals with α = 0.
public struct AdEMAMix: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 0.001
  @Hyperparameter("decay β₁ of the fast mean", in: 0..<1, kind: .firstMomentDecay)
  public var beta1 = 0.9
  @Hyperparameter("decay β₂ of the second moment", in: 0..<1, kind: .secondMomentDecay)
  public var beta2 = 0.999
  @Hyperparameter("decay β₃ of the slow mean", in: 0..<1, kind: .firstMomentDecay)
  public var beta3 = 0.9999
  @Hyperparameter("weight α of the slow mean", in: 0...) public var alpha = 5.0
  @Hyperparameter("ε, added to the root", in: 0..., kind: .stabilizer) public var epsilon = 1e-8
  @Hyperparameter("steps in which α rises from 0", in: 0...) public var alphaWarmup = 0
  @Hyperparameter("steps in which β₃ rises from β₁", in: 0...) public var beta3Warmup = 0
  @Hyperparameter("decoupled weight decay λ", in: 0..., kind: .weightDecay)
  public var weightDecay = 0.0

  public init() {}

  public static let card = Card(
    name: "ademamix", summary: "Adam with a second, slow mean of gradients",
    formula: """
      mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ    nₜ = β₃ₜ nₜ₋₁ + (1 − β₃ₜ) gₜ    vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²
      xₜ = (1 − ηλ) xₜ₋₁ − η (mₜ/(1 − β₁ᵗ) + αₜ nₜ) / (√(vₜ/(1 − β₂ᵗ)) + ε)    m₀ = n₀ = v₀ = 0
      αₜ = α min(1, t/T_α)    ln ½/ln β₃ₜ is linear in t from β₁'s to β₃'s at t = T_β
      """,
    source: "Pagliardini, Ablin and Grangier, ICLR 2025, arXiv:2409.03137, Algorithm 1")

  public var slots: [StateSlot] { ["fast_mean", "second_moment", "slow_mean"] }
  public var counters: [StateSlot] {
    [StateSlot("beta1_power", initial: 1), StateSlot("beta2_power", initial: 1)]
      + (hasWarmup ? ["step"] : [])
  }
  public var decoupledDecay: Double { weightDecay }

  public struct Constants {
    public var shrink: Double
    public var fast: Double
    public var slow: Double
    public var decay: Double
    public var correction: Double
  }

  public func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] *= beta1
    counters[1] *= beta2
    if hasWarmup { counters[2] += 1 }
    return Constants(
      shrink: 1 - rate * weightDecay, fast: rate / (1 - counters[0]),
      slow: rate * weight(at: counters[2]), decay: slowDecay(at: counters[2]),
      correction: 1 / sqrt(1 - counters[1]))
  }

  public func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    s[0] = T(beta1) * s[0] + T(1 - beta1) * g
    s[1] = T(beta2) * s[1] + T(1 - beta2) * g * g
    s[2] = T(c.decay) * s[2] + T(1 - c.decay) * g
    let root = sqrt(s[1]) * T(c.correction) + T(epsilon)
    x = T(c.shrink) * x - quotient(T(c.fast) * s[0] + T(c.slow) * s[2], root)
  }
}
