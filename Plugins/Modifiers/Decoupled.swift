import Descent
import DescentRules

/// Decoupled weight decay around any rule: x shrinks towards 0 before the rule moves it.
///
/// The gradient is taken before the decay, so this modifier around Adam is AdamW, bit for bit. A rule
/// that evaluates the objective starts at the point of its gradient, and the decay is subtracted after
/// the move.
/// - Follows: Loshchilov and Hutter, "Decoupled weight decay regularization", ICLR 2019,
///   arXiv:1711.05101, Algorithm 2 (`schedule`); `rate` is PyTorch's AdamW, `rate_squared` AdamC,
///   Defazio, arXiv:2506.02285.
/// - Deviations: none.
public struct Decoupled: Modifier {
  @Hyperparameter("coefficient λ", in: 0..., kind: .weightDecay) public var weightDecay = 0.0
  @Hyperparameter("what λ is multiplied by: η, η/η₀ or η²/η₀") public var decay = DecayScale.rate

  public init() {}

  public static let card = Card(
    name: "decoupled", summary: "decoupled weight decay around any rule",
    formula: """
      x ← (1 − kλ) x, then the rule's move        k = η
      schedule: k = η/η₀, rate_squared: k = η²/η₀, η₀ the rate before the schedule
      """,
    source: "Loshchilov and Hutter, ICLR 2019, arXiv:1711.05101, Algorithm 2")

  public var stage: ModifierStage { .move }
  public var decoupledDecay: Double { weightDecay }

  public func decoupledDecay(rate: Double, baseRate: Double) -> Double {
    decay.factor(rate: rate, base: baseRate) * weightDecay
  }

  public func _wrap32(_ kernel: OptimizerKernel<Float>, _ context: ModifierContext)
    -> OptimizerKernel<Float>
  { wrap(kernel, context) }

  public func _wrap64(_ kernel: OptimizerKernel<Double>, _ context: ModifierContext)
    -> OptimizerKernel<Double>
  { wrap(kernel, context) }

  private func wrap<T: KernelScalar>(
    _ kernel: OptimizerKernel<T>, _ context: ModifierContext
  ) -> OptimizerKernel<T> {
    guard weightDecay > 0 else { return kernel }
    let (ranges, inner) = (context.layout.tensors.map(\.range), kernel.step)
    let asks = !context.needs.isDisjoint(with: Needs.ofProblem.union([.evaluation]))
    var before = [T](repeating: 0, count: context.layout.count)
    var wrapped = kernel
    wrapped.step = { step, oracle in
      let x = step.parameters
      let part = decoupledDecay(rate: step.rate, baseRate: step.baseRate)
      for i in before.indices { before[i] = x[i] }
      for (tensor, range) in ranges.enumerated() where !asks && step.hasGradient(tensor) {
        for i in range { x[i] = T(1 - part) * x[i] }
      }
      let answer = inner(step, oracle)
      guard answer.hasMoved else {
        for i in before.indices { x[i] = before[i] }
        return answer
      }
      for (tensor, range) in ranges.enumerated() where asks && step.hasGradient(tensor) {
        for i in range { x[i] -= T(part) * before[i] }
      }
      // The rule evaluated the objective at its own new point, not at the point after decay.
      return .updated
    }
    return wrapped
  }
}
