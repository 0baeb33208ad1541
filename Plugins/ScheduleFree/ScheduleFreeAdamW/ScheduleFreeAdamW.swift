import Descent
import DescentRules

/// AdamW without a schedule. It takes gradients at a point between a descending point and the average
/// of that point's path, divides them by the root of their second moment, and evaluates the average.
///
/// - Follows: Defazio et al., "The road less scheduled", NeurIPS 2024, arXiv:2405.15682, Algorithm 1
///   and its section 3 for AdamW; schedulefree 1.4.1 for the weights and the warmup.
/// - Deviations: the average is stored and not computed from the other two points, so that it exists
///   for β = 0 too. The parameters are y, the point of the gradients; the evaluated point is x. With ε
///   = 0 a coordinate whose root is 0 does not move.
/// - Memory: 3 scalars per coordinate, 4 per tensor. Time per step: O(n).
/// - See also: `ScheduleFreeSGD`; `AdamW`, which has momentum and needs a schedule.
public struct ScheduleFreeAdamW: CoordinatewiseOptimizer, ScheduleFree {
  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 0.0025
  @Hyperparameter("part β₁ of the average in y", in: 0...1) public var beta1 = 0.9
  @Hyperparameter("decay β₂ of the second moment", in: 0..<1, kind: .secondMomentDecay)
  public var beta2 = 0.999
  @Hyperparameter("ε, added to the root", in: 0..., kind: .stabilizer) public var epsilon = 1e-8
  @Hyperparameter("weight decay λ", in: 0..., kind: .weightDecay) public var weightDecay = 0.0
  @Hyperparameter("power of the step's number in its weight", in: 0...) public var r = 0.0
  @Hyperparameter("power of the largest rate in a step's weight", in: 0...)
  public var weightLrPower = 2.0
  @Hyperparameter("steps in which the rate grows to η", in: 0...) public var warmupSteps = 0
  @Hyperparameter("decay z, not y") public var decayAtZ = false

  public init() {}

  public static let card = Card(
    name: "schedulefree_adamw", summary: "AdamW with an average in the place of a schedule",
    formula: """
      vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²                    gₜ = ∇f(yₜ₋₁)            v₀ = 0, x₀ = y₀ = z₀
      zₜ = zₜ₋₁ − e (gₜ/(√(vₜ/(1 − β₂ᵗ)) + ε) + λ yₜ₋₁)         e = η min(1, t/warmup)
      xₜ = (1 − c) xₜ₋₁ + c zₜ                       c = wₜ/Σ w,  wₜ = tʳ (max e)^p
      yₜ = β₁ xₜ + (1 − β₁) zₜ                       evaluated at xₜ; decay_at_z: λ zₜ₋₁
      """,
    source: "Defazio et al., NeurIPS 2024, arXiv:2405.15682, Algorithm 1")

  public var averaging: Double { beta1 }
  public var slots: [StateSlot] { ["descended", "average", "second_moment"] }
  public var counters: [StateSlot] {
    ["steps", "largest_rate", "weight_sum", StateSlot("beta2_power", initial: 1)]
  }
  public var hasEvaluationPoint: Bool { true }

  public func constants(rate: Double, counters: inout Counters) -> ScheduleFreeStep {
    var step = advance(&counters, rate: rate)
    counters[3] *= beta2
    step.correction = 1 / sqrt(1 - counters[3])
    return step
  }

  public func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: ScheduleFreeStep
  ) {
    var (z, average) = c.isFirst ? (x, x) : (s[0], s[1])
    s[2] = T(beta2) * s[2] + T(1 - beta2) * g * g
    let normalised = quotient(g, sqrt(s[2]) * T(c.correction) + T(epsilon))
    let direction = normalised + T(weightDecay) * (decayAtZ ? z : x)
    move(&x, by: direction, &z, &average, c)
    (s[0], s[1]) = (z, average)
  }

  public func evaluationPoint<T: KernelScalar>(_ x: T, state s: Slots<T>, counters: Counters) -> T {
    counters[0] > 0 ? s[1] : x
  }
}
