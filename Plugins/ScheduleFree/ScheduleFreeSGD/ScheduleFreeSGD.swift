import Descent
import DescentRules

/// Gradient descent without a schedule. It takes gradients at a point between a descending point
/// and the average of that point's path, and evaluates the average.
///
/// - Follows: Defazio et al., "The road less scheduled", NeurIPS 2024, arXiv:2405.15682, Algorithm 1;
///   schedulefree 1.4.1 for the weights and the warmup.
/// - Deviations: the average is stored and not computed from the other two points, so that it exists
///   for β = 0 too. The parameters are y, the point of the gradients; the evaluated point is x.
/// - Memory: 2 scalars per coordinate, 3 per tensor. Time per step: O(n).
/// - See also: `ScheduleFreeAdamW`.
public struct ScheduleFreeSGD: CoordinatewiseOptimizer, ScheduleFree {
  @Hyperparameter("learning rate η", in: 0...) public var learningRate = 1.0
  @Hyperparameter("part β of the average in y", in: 0...1) public var momentum = 0.9
  @Hyperparameter("weight decay λ", in: 0..., kind: .weightDecay) public var weightDecay = 0.0
  @Hyperparameter("power of the step's number in its weight", in: 0...) public var r = 0.0
  @Hyperparameter("power of the largest rate in a step's weight", in: 0...)
  public var weightLrPower = 2.0
  @Hyperparameter("steps in which the rate grows to η", in: 0...) public var warmupSteps = 0
  @Hyperparameter("decay z, not y") public var decayAtZ = false

  public init() {}

  public static let card = Card(
    name: "schedulefree_sgd",
    summary: "gradient descent with an average in the place of a schedule",
    formula: """
      zₜ = zₜ₋₁ − e (∇f(yₜ₋₁) + λ yₜ₋₁)              e = η min(1, t/warmup)          x₀ = y₀ = z₀
      xₜ = (1 − c) xₜ₋₁ + c zₜ                       c = wₜ/Σ w,  wₜ = tʳ (max e)^p
      yₜ = β xₜ + (1 − β) zₜ                         evaluated at xₜ; decay_at_z: λ zₜ₋₁
      """,
    source: "Defazio et al., NeurIPS 2024, arXiv:2405.15682, Algorithm 1")

  public var averaging: Double { momentum }
  public var slots: [StateSlot] { ["descended", "average"] }
  public var counters: [StateSlot] { ["steps", "largest_rate", "weight_sum"] }
  public var hasEvaluationPoint: Bool { true }

  public func constants(rate: Double, counters: inout Counters) -> ScheduleFreeStep {
    advance(&counters, rate: rate)
  }

  public func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: ScheduleFreeStep
  ) {
    var (z, average) = c.isFirst ? (x, x) : (s[0], s[1])
    let direction = g + T(weightDecay) * (decayAtZ ? z : x)
    move(&x, by: direction, &z, &average, c)
    (s[0], s[1]) = (z, average)
  }

  public func evaluationPoint<T: KernelScalar>(_ x: T, state s: Slots<T>, counters: Counters) -> T {
    counters[0] > 0 ? s[1] : x
  }
}
