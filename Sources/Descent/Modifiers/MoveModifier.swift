/// A modifier of each move, after the rule has made it.
public protocol MoveModifier: Modifier {
  /// Its buffers, each with one entry per coordinate.
  var slots: [StateSlot] { get }

  /// Its counters.
  var counters: [StateSlot] { get }

  /// Whether it has one buffer for each buffer of the rule: ``MoveChange/besideRuleBuffers``.
  var keepsRuleBuffers: Bool { get }

  /// Changes a move by changing its end point.
  func change<T: KernelScalar>(_ move: MoveChange<T>)
}

/// The move to change, with its context.
public struct MoveChange<T: KernelScalar> {
  /// The parameters before the step.
  public let before: UnsafeBufferPointer<T>
  /// The parameters after the step, to be changed in place.
  public let after: UnsafeMutableBufferPointer<T>
  /// The gradient that the rule got, after all gradient stages; with accumulation, the mean over the
  /// window.
  public let gradient: UnsafeBufferPointer<T>
  /// The tensors of the parameters.
  public let layout: Layout
  /// The number of the step and its rates.
  public let info: StepInfo
  /// The state that the modifier keeps between steps.
  public let state: StageState<T>
  /// The share of each coordinate that decoupled decay removed: `ηλ`. The move includes
  /// `−decay · before`.
  public let decay: Double
  @usableFromInline let present: UnsafePointer<Bool>?
  @usableFromInline let buffers: UnsafeMutablePointer<T>
  @usableFromInline let inner: [StateLayout.Buffer]
  @usableFromInline let kept: [StateLayout.Buffer]

  @inlinable
  init(
    before: UnsafePointer<T>, step: StepArguments<T>, context: ModifierContext,
    places: StagePlaces, kept: [StateLayout.Buffer]
  ) {
    let n = context.layout.count
    self.before = UnsafeBufferPointer(start: before, count: n)
    after = UnsafeMutableBufferPointer(start: step.parameters, count: n)
    gradient = UnsafeBufferPointer(start: step.gradient, count: n)
    layout = context.layout
    info = StepInfo(step)
    state = StageState(step, places)
    decay = context.decoupledDecay(step.rate, step.baseRate)
    present = step.present
    buffers = step.buffers
    inner = context.ruleBuffers
    self.kept = kept
  }

  /// Whether a tensor of the layout had a gradient, and so may have moved.
  @inlinable public func hasGradient(_ tensor: Int) -> Bool { present?[tensor] ?? true }

  /// The buffers of the rule itself, each with its slot, which has the initial value.
  @inlinable
  public var ruleBuffers: [(slot: StateSlot, entries: UnsafeMutableBufferPointer<T>)] {
    inner.map { ($0.slot, entries($0)) }
  }

  /// The modifier's copies of the rule's buffers, in the same order, if
  /// ``MoveModifier/keepsRuleBuffers`` is true. Each has the length and initial value of the
  /// rule's buffer.
  @inlinable
  public var besideRuleBuffers: [UnsafeMutableBufferPointer<T>] { kept.map(entries) }

  @inlinable
  func entries(_ buffer: StateLayout.Buffer) -> UnsafeMutableBufferPointer<T> {
    UnsafeMutableBufferPointer(start: buffers + buffer.offset, count: buffer.count)
  }
}

extension MoveModifier {
  public var stage: ModifierStage { .move }
  public var slots: [StateSlot] { [] }
  public var counters: [StateSlot] { [] }
  public var keepsRuleBuffers: Bool { false }

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
    let n = context.layout.count
    var wrapped = kernel
    let places = StagePlaces(slots, counters, count: n, in: &wrapped.stateLayout)
    let kept = keepsRuleBuffers ? wrapped.stateLayout.append(beside: context.ruleBuffers) : []
    let before = Scratch<T>(n)
    let (modifier, inner) = (self, kernel.step)
    wrapped.step = { step, oracle in
      before.pointer.update(from: step.parameters, count: n)
      let answer = inner(step, oracle)
      guard answer.hasMoved else { return answer }
      modifier.change(
        MoveChange(
          before: before.pointer, step: step, context: context, places: places, kept: kept))
      // The rule may have evaluated its own end point, but not the point the modifier moved to.
      return .updated
    }
    return wrapped
  }
}
