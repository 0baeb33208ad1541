import Descent
import DescentRules

/// AdaBound: Adam with each coordinate's rate clipped to bounds that approach a common final
/// rate.
///
/// - Follows: Luo, Xiong, Liu and Sun, "Adaptive gradient methods with dynamic bound of learning rate",
///   ICLR 2019, arXiv:1902.09843, Algorithm 2; `amsbound`: Algorithm 3. Bounds and bias correction are
///   those of the authors' program.
/// - Deviations: moves are not divided by √t; no implementation does so. A schedule also
///   multiplies the final rate. ε is added before bias correction.
/// - Memory: 2 scalars per coordinate (3 with `amsbound`), 3 per tensor. Time per step: O(n).
/// - See also: `Adam`, as which it starts, and `Momentum`, which it approaches.
public struct AdaBound: CoordinatewiseOptimizer {
  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 0.001
  @Hyperparameter("decay β₁ of the first moment", in: 0..<1, kind: .firstMomentDecay)
  public var beta1 = 0.9
  @Hyperparameter("decay β₂ of the second moment", in: 0..<1, kind: .secondMomentDecay)
  public var beta2 = 0.999
  @Hyperparameter("ε, added to the root", in: 0..., kind: .stabilizer) public var epsilon = 1e-8
  @Hyperparameter("rate to which the bounds tend", in: 0...) public var finalLr = 0.1
  @Hyperparameter("γ, how fast they do; 0 for no bounds", in: 0..., kind: .rateDecay)
  public var gamma = 0.001
  @Hyperparameter("divide by the largest second moment so far", kind: .maximum)
  public var amsbound = false
  @Hyperparameter("weight decay λ", in: 0..., kind: .weightDecay) public var weightDecay = 0.0
  @Hyperparameter("decay beside the move, not through the moments")
  public var decoupledWeightDecay = false

  public init() {}

  public static let card = Card(
    name: "adabound", summary: "Adam that turns into gradient descent with momentum",
    formula: """
      gₜ = ∇f(xₜ₋₁) + λ xₜ₋₁      mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ      vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²
      aₜ = η √(1 − β₂ᵗ)/(1 − β₁ᵗ) / (√vₜ + ε), within φ (1 − 1/(γt + 1)) … φ (1 + 1/(γt))
      xₜ = xₜ₋₁ − aₜ mₜ      φ = final_lr · η/η₀, η₀ the rate before the schedule; m₀ = v₀ = 0
      amsbound: v̂ₜ = max(v̂ₜ₋₁, vₜ) in the place of vₜ
      decoupled_weight_decay: from (1 − ηλ) xₜ₋₁, and gₜ = ∇f(xₜ₋₁)
      """,
    source: "Luo, Xiong, Liu and Sun, ICLR 2019, arXiv:1902.09843, Algorithms 2 and 3")

  public static let exemptions = [
    Exemption(
      law: "F1",
      reason: "the fingerprint scales rates and not the rate before the schedule, by which "
        + "bounds are scaled here",
      reference: "Luo, Xiong, Liu and Sun, ICLR 2019, arXiv:1902.09843, Algorithm 2")
  ]

  public var slots: [StateSlot] {
    ["first_moment", "second_moment"] + (amsbound ? ["largest_second_moment"] : [])
  }
  public var counters: [StateSlot] {
    [StateSlot("beta1_power", initial: 1), StateSlot("beta2_power", initial: 1), "step"]
  }
  public var decoupledDecay: Double { decoupledWeightDecay ? weightDecay : 0 }

  public func constants(_ info: StepInfo, counters c: inout Counters) -> BoundedConstants {
    (c[0], c[1], c[2]) = (c[0] * beta1, c[1] * beta2, c[2] + 1)
    let factor = info.baseRate == 0 ? 0 : info.rate / info.baseRate
    let bounds = bounds(at: c[2])
    return BoundedConstants(
      stepSize: info.rate * (1 - c[1]).squareRoot() / (1 - c[0]),
      lower: factor * bounds.lower, upper: gamma == 0 ? .infinity : factor * bounds.upper,
      decay: WeightDecay(weightDecay, decoupled: decoupledWeightDecay, rate: info.rate))
  }

  public func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ c: BoundedConstants
  ) {
    let g = gradient + T(c.decay.added) * x
    s[0] = T(beta1) * s[0] + T(1 - beta1) * g
    s[1] = T(beta2) * s[1] + T(1 - beta2) * g * g
    if amsbound { s[2] = max(s[1], s[2]) }
    let adaptive = quotient(T(c.stepSize), sqrt(amsbound ? s[2] : s[1]) + T(epsilon))
    let a = min(max(adaptive, T(c.lower)), T(c.upper))
    x = T(c.decay.shrink) * x - a * s[0]
  }
}
