import Descent

/// Gradient descent without a schedule: gradients are taken between a point that descends and the
/// average of its path, and the average is what counts.
///
/// - Follows: Defazio et al., "The road less scheduled", NeurIPS 2024, arXiv:2405.15682, Algorithm 1;
///   schedulefree 1.4.1 for the weights.
/// - Deviations: the average is kept and not computed from the other two points, so that β = 0 has one.
///   The parameters are y, the evaluated point is x. Warmup is the schedule's.
/// - Memory: 2n and 3 scalars a tensor. Time per step: O(n).
struct ScheduleFreeSGD: CoordinatewiseOptimizer {
  struct Step {
    var rate: Double
    var share: Double
    var isFirst: Bool
  }

  @Hyperparameter("learning rate η", in: 0...) var learningRate = 1.0
  @Hyperparameter("part β of the average in y", in: 0...1) var momentum = 0.9
  @Hyperparameter("weight decay λ at y", in: 0...) var weightDecay = 0.0
  @Hyperparameter("power of the step's number in its weight", in: 0...) var r = 0.0
  @Hyperparameter("power of the largest rate in a step's weight", in: 0...) var weightLrPower = 2.0

  static let card = Card(
    name: "schedulefree_sgd",
    summary: "gradient descent with an average in the place of a schedule",
    formula: """
      zₜ = zₜ₋₁ − η (∇f(yₜ₋₁) + λ yₜ₋₁)
      xₜ = (1 − c) xₜ₋₁ + c zₜ        c = wₜ / Σ w,  w = tʳ (max η)^p
      yₜ = β xₜ + (1 − β) zₜ
      """,
    source: "Defazio et al., NeurIPS 2024, arXiv:2405.15682, Algorithm 1")

  var slots: [StateSlot] { ["descended", "average"] }
  var counters: [StateSlot] { ["steps", "largest_rate", "weight_sum"] }
  var hasEvaluationPoint: Bool { true }

  func constants(rate: Double, counters: inout Counters) -> Step {
    counters[0] += 1
    counters[1] = max(counters[1], rate)
    // 0⁰ is 1 here.
    let power = weightLrPower == 0 ? 1 : Double.pow(counters[1], weightLrPower)
    let weight = Double.pow(counters[0], r) * power
    counters[2] += weight
    return Step(rate: rate, share: quotient(weight, counters[2]), isFirst: counters[0] == 1)
  }

  func update<T: KernelScalar>(_ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Step) {
    let (z, average) = c.isFirst ? (x, x) : (s[0], s[1])
    s[0] = z - T(c.rate) * (g + T(weightDecay) * x)
    // Exact where both are one point, or one of them has all the weight.
    s[1] = c.share == 1 ? s[0] : average + T(c.share) * (s[0] - average)
    x = momentum == 1 ? s[1] : s[0] + T(momentum) * (s[1] - s[0])
  }

  func evaluationPoint<T: KernelScalar>(_ x: T, state s: Slots<T>, counters: Counters) -> T {
    counters[0] > 0 ? s[1] : x
  }
}
