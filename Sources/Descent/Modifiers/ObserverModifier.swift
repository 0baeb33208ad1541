/// A modifier that watches the parameters after each step and changes nothing, such as an average.
public protocol ObserverModifier: Modifier {
  /// Its buffers, each with one entry per coordinate.
  var slots: [StateSlot] { get }

  /// Its counters.
  var counters: [StateSlot] { get }

  /// Observes the parameters after a step.
  func observe<T: KernelScalar>(_ point: UnsafeBufferPointer<T>, _ state: StageState<T>)

  /// The index of the slot with the point to evaluate instead of the parameters; nil while there is
  /// none yet. Called only if ``claimsEvaluationPoint`` is true.
  func evaluationSlot(_ counters: UnsafeBufferPointer<Double>) -> Int?

  /// Whether the modifier provides the evaluation point.
  var claimsEvaluationPoint: Bool { get }
}

extension ObserverModifier {
  public var stage: ModifierStage { .observer }
  public var counters: [StateSlot] { [] }
  public var claimsEvaluationPoint: Bool { false }
  public func evaluationSlot(_ counters: UnsafeBufferPointer<Double>) -> Int? { nil }

  @inlinable
  public func _wrap32(_ kernel: OptimizerKernel<Float>, _ context: ModifierContext) throws
    -> OptimizerKernel<Float>
  { try wrap(kernel, context) }

  @inlinable
  public func _wrap64(_ kernel: OptimizerKernel<Double>, _ context: ModifierContext) throws
    -> OptimizerKernel<Double>
  { try wrap(kernel, context) }

  @inlinable
  func wrap<T: KernelScalar>(
    _ kernel: OptimizerKernel<T>, _ context: ModifierContext
  ) throws -> OptimizerKernel<T> {
    let n = context.layout.count
    var wrapped = kernel
    let places = StagePlaces(slots, counters, count: n, in: &wrapped.stateLayout)
    let (modifier, inner) = (self, kernel.step)
    wrapped.step = { step, oracle in
      let answer = inner(step, oracle)
      if answer.hasMoved {
        modifier.observe(
          UnsafeBufferPointer(start: UnsafePointer(step.parameters), count: n),
          StageState(step, places))
      }
      return answer
    }
    if claimsEvaluationPoint {
      if let other = kernel.evaluationPoint {
        throw ConfigurationError.inconsistent(
          owner: Self.card.name,
          reason: "\(other.owner) names the point to evaluate already, and there is only one")
      }
      wrapped.evaluationPoint = EvaluationPoint(owner: Self.card.name) {
        x, buffers, scalars, point in
        let counters = UnsafeBufferPointer(
          start: scalars + places.firstScalar, count: places.scalarCount)
        let slot = modifier.evaluationSlot(counters)
        point.update(from: slot.map { buffers + places.offsets[$0] } ?? x, count: n)
      }
    }
    return wrapped
  }
}
