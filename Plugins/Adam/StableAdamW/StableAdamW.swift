import Descent

/// StableAdamW: AdamW with update clipping as in Adafactor. In each tensor it divides the rate by the
/// root mean square of g/√v̂ if that is above 1.
///
/// - Follows: Wortsman et al., "Stable and low-precision training for large-scale vision-language
///   models", NeurIPS 2023, arXiv:2304.13013, Algorithm 2.
/// - Deviations: none. As in the paper, the decay also uses the divided rate. With ε = 0, a
///   coordinate whose root is 0 does not move and adds nothing to the mean.
/// - Memory: 2 scalars per coordinate, 2 per tensor. Time per step: O(n), in two passes.
/// - See also: `AdamW`, which this rule equals while the mean square is at most 1.
public struct StableAdamW: SummingOptimizer {
  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 0.001
  @Hyperparameter("decay β₁ of the first moment", in: 0..<1, kind: .firstMomentDecay)
  public var beta1 = 0.9
  @Hyperparameter("decay β₂ of the second moment", in: 0..<1, kind: .secondMomentDecay)
  public var beta2 = 0.99
  @Hyperparameter("ε, added to the root", in: 0..., kind: .stabilizer) public var epsilon = 1e-6
  @Hyperparameter("weight decay λ, times the divided rate", in: 0..., kind: .weightDecay)
  public var weightDecay = 0.01

  public init() {}

  public static let card = Card(
    name: "stableadamw", summary: "AdamW with Adafactor's clipping of updates",
    formula: """
      β̂ᵢ = βᵢ (1 − βᵢᵗ⁻¹)/(1 − βᵢᵗ)
      mₜ = β̂₁ mₜ₋₁ + (1 − β̂₁) gₜ        vₜ = β̂₂ vₜ₋₁ + (1 − β̂₂) gₜ²        m₀ = v₀ = 0
      eₜ = η/max(1, √mean(gₜ²/max(vₜ, ε²)))        the mean is over a tensor
      xₜ = (1 − eₜλ) xₜ₋₁ − eₜ mₜ/(√vₜ + ε)
      """,
    source: "Wortsman et al., NeurIPS 2023, arXiv:2304.13013, Algorithm 2")

  public var slots: [StateSlot] { ["first_moment", "second_moment"] }
  public var counters: [StateSlot] {
    [StateSlot("beta1_power", initial: 1), StateSlot("beta2_power", initial: 1)]
  }
  public var sums: [Reduction] { [.sum] }
  public var decoupledDecay: Double { weightDecay }

  public struct Constants {
    public var rate, shrink, first, second: Double
  }

  public func constants(_ info: StepInfo, counters: inout Counters, sums: Sums) -> Constants {
    counters[0] *= beta1
    counters[1] *= beta2
    let excess = sqrt(sums[0] / Double(max(1, sums.count)))
    let rate = excess > 1 ? info.rate / excess : excess.isNaN ? excess : info.rate
    // The shares of the gradient and of its square, 1 − β̂.
    return Constants(
      rate: rate, shrink: 1 - rate * weightDecay, first: (1 - beta1) / (1 - counters[0]),
      second: (1 - beta2) / (1 - counters[1]))
  }

  private func square<T: KernelScalar>(_ g: T, _ v: T, _ c: Constants) -> T {
    T(1 - c.second) * v + T(c.second) * g * g
  }

  public func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: Constants
  ) -> Terms<T> {
    let ratio = quotient(g, max(sqrt(square(g, s[1], c)), T(epsilon)))
    return [ratio * ratio, 0, 0, 0]
  }

  public func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Constants
  ) {
    s[0] = T(1 - c.first) * s[0] + T(c.first) * g
    s[1] = square(g, s[1], c)
    x = T(c.shrink) * x - quotient(T(c.rate) * s[0], sqrt(s[1]) + T(epsilon))
  }
}
