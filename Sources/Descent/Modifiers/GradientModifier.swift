/// A modifier of each gradient, before the rule sees it.
///
/// A rule that asks the objective gets every answer through the modifier as well: gradients always,
/// values and Hessian–vector products where the modifier changes the objective.
public protocol GradientModifier: Modifier {
  /// Whether it stands for another objective. Then its `value` and its `product` say which.
  var changesObjective: Bool { get }

  /// Its buffers, one entry a coordinate each.
  var slots: [StateSlot] { get }

  /// Its counters.
  var counters: [StateSlot] { get }

  /// The number of work vectors that a change uses.
  var scratchVectors: Int { get }

  /// Changes a gradient in place.
  func change<T: KernelScalar>(_ change: GradientChange<T>)

  /// The value of the changed objective, from that of the original at a point.
  func value<T: KernelScalar>(_ value: Double, at point: UnsafeBufferPointer<T>) -> Double

  /// The changed objective's Hessian times a vector, from that of the original, in place.
  func product<T: KernelScalar>(
    _ product: UnsafeMutableBufferPointer<T>, times vector: UnsafeBufferPointer<T>,
    at point: UnsafeBufferPointer<T>)
}

/// A gradient that is to be changed.
public struct GradientChange<T: KernelScalar> {
  /// The gradient, a copy: 0 in tensors that have none.
  public let gradient: UnsafeMutableBufferPointer<T>
  /// Where it was taken.
  public let point: UnsafeBufferPointer<T>
  /// The tensors of the parameters.
  public let layout: Layout
  /// The number of the step and its rates.
  public let info: StepInfo
  /// The state that the modifier keeps between steps.
  public let state: StageState<T>
  /// Whether this is an answer to the rule inside and not the step's own gradient: state stays as it
  /// is then.
  public let isAnswer: Bool
  /// The oracle before this stage.
  public let oracle: Oracle<T>
  @usableFromInline let present: UnsafePointer<Bool>?
  @usableFromInline let scratchMemory: UnsafeMutablePointer<T>

  @inlinable
  init(
    gradient: UnsafeMutableBufferPointer<T>, point: UnsafeBufferPointer<T>, layout: Layout,
    info: StepInfo, state: StageState<T>, isAnswer: Bool, oracle: Oracle<T>,
    present: UnsafePointer<Bool>?, scratch: UnsafeMutablePointer<T>
  ) {
    self.gradient = gradient
    self.point = point
    self.layout = layout
    self.info = info
    self.state = state
    self.isAnswer = isAnswer
    self.oracle = oracle
    self.present = present
    scratchMemory = scratch
  }

  /// Whether a tensor of the layout has a gradient.
  @inlinable public func hasGradient(_ tensor: Int) -> Bool { present?[tensor] ?? true }

  /// Work vector `index` of those that ``GradientModifier/scratchVectors`` counts.
  @inlinable
  public func scratch(_ index: Int) -> UnsafeMutableBufferPointer<T> {
    UnsafeMutableBufferPointer(start: scratchMemory + index * layout.count, count: layout.count)
  }
}

extension GradientModifier {
  public var stage: ModifierStage { .gradient(ofObjective: changesObjective) }
  public var slots: [StateSlot] { [] }
  public var counters: [StateSlot] { [] }
  public var scratchVectors: Int { 0 }

  @inlinable
  public func value<T: KernelScalar>(_ value: Double, at point: UnsafeBufferPointer<T>) -> Double {
    value
  }

  @inlinable
  public func product<T: KernelScalar>(
    _ product: UnsafeMutableBufferPointer<T>, times vector: UnsafeBufferPointer<T>,
    at point: UnsafeBufferPointer<T>
  ) {}

  /// Residuals do not go through: the changed objective is no sum of their squares.
  public var mappedNeeds: Needs { [.evaluation, .hessianProduct, .examples] }

  @inlinable
  public func _wrap32(_ kernel: OptimizerKernel<Float>, _ context: ModifierContext) throws
    -> OptimizerKernel<Float>
  { wrap(kernel, context) }

  @inlinable
  public func _wrap64(_ kernel: OptimizerKernel<Double>, _ context: ModifierContext) throws
    -> OptimizerKernel<Double>
  { wrap(kernel, context) }

  @inlinable
  func wrap<T: KernelScalar>(
    _ kernel: OptimizerKernel<T>, _ context: ModifierContext
  ) -> OptimizerKernel<T> {
    let layout = context.layout
    let n = layout.count
    var wrapped = kernel
    let places = StagePlaces(slots, counters, count: n, in: &wrapped.stateLayout)
    let memory = Scratch<T>((1 + scratchVectors) * n)
    let (copy, scratch) = (memory.pointer, memory.pointer + n)
    let asks = !context.needs.isDisjoint(with: Needs.ofProblem.union([.evaluation]))
    let mapping = GradientMapping<Self, T>(self, layout, places)
    let (modifier, inner) = (self, kernel.step)
    let ranges = layout.tensors.map(\.range)
    wrapped.step = { [memory] step, oracle in
      _ = memory
      if let present = step.present {
        for (tensor, range) in ranges.enumerated() {
          for i in range { copy[i] = present[tensor] ? step.gradient[i] : 0 }
        }
      } else {
        copy.update(from: step.gradient, count: n)
      }
      let point = UnsafeBufferPointer(start: UnsafePointer(step.parameters), count: n)
      modifier.change(
        GradientChange(
          gradient: UnsafeMutableBufferPointer(start: copy, count: n), point: point,
          layout: layout, info: StepInfo(step), state: StageState(step, places), isAnswer: false,
          oracle: oracle, present: step.present, scratch: scratch))
      var changed = step
      changed.gradient = UnsafePointer(copy)
      if modifier.changesObjective { changed.value = modifier.value(step.value, at: point) }
      let answer = inner(changed, asks ? mapping.oracle(oracle, step) : oracle)
      // What the rule knows of the new point is of the changed objective.
      return answer == .evaluated ? .updated : answer
    }
    return wrapped
  }
}
