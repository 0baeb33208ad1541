import Descent
import DescentRules

/// NAdam: Adam with Nesterov's look-ahead; with decoupled decay it is NAdamW.
///
/// - Follows: Dozat, "Incorporating Nesterov momentum into Adam", ICLR workshop 2016, and its report
///   for the schedule μₜ and the product (`correction=product`), as in PyTorch; Dahl et al.,
///   "Benchmarking neural network training algorithms", 2023, arXiv:2306.07179, for `single`.
/// - Deviations: m decays by β₁ and not by μₜ, as in PyTorch. `momentum_decay` = 0 gives μₜ = β₁, not
///   β₁/2; that is Optax's rule. With ε = 0 a coordinate whose root is 0 does not move.
/// - Memory: 2 scalars per coordinate, 4 per tensor. Time per step: O(n).
/// - See also: `Adam`, which equals this rule with β₁ = 0.
public struct NAdam: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 0.002
  @Hyperparameter("decay β₁ of the first moment", in: 0..<1, kind: .firstMomentDecay)
  public var beta1 = 0.9
  @Hyperparameter("decay β₂ of the second moment", in: 0..<1, kind: .secondMomentDecay)
  public var beta2 = 0.999
  @Hyperparameter("ε, added to the root", in: 0..., kind: .stabilizer) public var epsilon = 1e-8
  @Hyperparameter("weight decay λ", in: 0..., kind: .weightDecay) public var weightDecay = 0.0
  @Hyperparameter("ψ, how fast the momentum μ grows to β₁", in: 0...) public var momentumDecay =
    0.004
  @Hyperparameter("bias correction by the product of momenta, or by one") public var correction =
    Correction.product
  @Hyperparameter("decay beside the move, not through the moments")
  public var decoupledWeightDecay = false

  public init() {}

  /// The bias correction of the first moment and the gradient.
  public enum Correction: String, CaseIterable, WordHyperparameter { case product, single }

  public static let card = Card(
    name: "nadam", summary: "Adam with Nesterov's momentum",
    formula: """
      gₜ = ∇f(xₜ₋₁) + λ xₜ₋₁      mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ      vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²
      μₜ = β₁ (1 − ½ · 0.96^(tψ)), β₁ if ψ = 0            Pₜ = Pₜ₋₁ μₜ      m₀ = v₀ = 0, P₀ = 1
      xₜ = xₜ₋₁ − η ((1 − μₜ)/(1 − Pₜ) gₜ + μₜ₊₁/(1 − Pₜ μₜ₊₁) mₜ) / (√(vₜ/(1 − β₂ᵗ)) + ε)
      correction=single: ((1 − β₁) gₜ + β₁ mₜ)/(1 − β₁ᵗ)
      decoupled_weight_decay: from (1 − ηλ) xₜ₋₁, and gₜ = ∇f(xₜ₋₁)
      """,
    source: "Dozat, ICLR workshop 2016; Dahl et al., 2023, arXiv:2306.07179")

  public var slots: [StateSlot] { ["first_moment", "second_moment"] }
  public var counters: [StateSlot] {
    ["beta1_power", "beta2_power", "momentum_product"].map { StateSlot($0, initial: 1) } + ["step"]
  }
  public var decoupledDecay: Double { decoupledWeightDecay ? weightDecay : 0 }

  public func constants(rate: Double, counters c: inout Counters) -> NAdamConstants {
    (c[0], c[1], c[3]) = (c[0] * beta1, c[1] * beta2, c[3] + 1)
    let (now, next) = (momentum(at: c[3]), momentum(at: c[3] + 1))
    c[2] *= now
    let parts = parts(now: now, next: next, product: c[2], power: c[0])
    return NAdamConstants(
      gradient: rate * parts.gradient, moment: rate * parts.moment,
      root: CorrectedRoot(epsilon: epsilon, .after, bias: 1 - c[1]),
      decay: WeightDecay(weightDecay, decoupled: decoupledWeightDecay, rate: rate))
  }

  public func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ c: NAdamConstants
  ) {
    let g = gradient + T(c.decay.added) * x
    s[0] = T(beta1) * s[0] + T(1 - beta1) * g
    s[1] = T(beta2) * s[1] + T(1 - beta2) * g * g
    let ahead = T(c.gradient) * g + T(c.moment) * s[0]
    x = T(c.decay.shrink) * x - quotient(ahead, c.root(s[1]))
  }
}
