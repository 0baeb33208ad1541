/// A modifier of each gradient, before the rule sees it.
///
/// If a rule evaluates the objective, the modifier applies to the results as well: always to
/// gradients, and to values and Hessian–vector products if the modifier changes the objective.
public protocol GradientModifier: Modifier {
  /// Whether the gradients are those of another objective, which `value` and `product` then
  /// define.
  var changesObjective: Bool { get }

  /// Its buffers, each with one entry per coordinate.
  var slots: [StateSlot] { get }

  /// Its counters.
  var counters: [StateSlot] { get }

  /// The number of work vectors that `change` uses.
  var scratchVectors: Int { get }

  /// Changes a gradient in place.
  func change<T: KernelScalar>(_ change: GradientChange<T>)

  /// The value of the changed objective at a point, from the value of the original.
  func value<T: KernelScalar>(_ value: Double, at point: UnsafeBufferPointer<T>) -> Double

  /// Changes the product of the original objective's Hessian and a vector into the product with
  /// the changed objective's Hessian, in place.
  func product<T: KernelScalar>(
    _ product: UnsafeMutableBufferPointer<T>, times vector: UnsafeBufferPointer<T>,
    at point: UnsafeBufferPointer<T>)
}

/// The gradient to change, with its context.
public struct GradientChange<T: KernelScalar> {
  /// A copy of the gradient; 0 in tensors without a gradient.
  public let gradient: UnsafeMutableBufferPointer<T>
  /// The point at which the gradient was evaluated.
  public let point: UnsafeBufferPointer<T>
  /// The tensors of the parameters.
  public let layout: Layout
  /// The number of the step and its rates.
  public let info: StepInfo
  /// The state that the modifier keeps between steps.
  public let state: StageState<T>
  /// Whether this is the result of an evaluation by the inner rule and not the step's own gradient;
  /// in this case the state must not change.
  public let isAnswer: Bool
  /// The oracle outside this stage.
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

  /// The work vector at `index`, below ``GradientModifier/scratchVectors``.
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

  /// No residuals, because the changed objective is not the sum of their squares.
  public var mappedNeeds: Needs { [.evaluation, .hessianProduct, .examples, .drawnLabels] }

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
      // The rule's evaluation at the new point may be that of a changed objective, so it is not
      // reused.
      return answer == .evaluated ? .updated : answer
    }
    return wrapped
  }
}
