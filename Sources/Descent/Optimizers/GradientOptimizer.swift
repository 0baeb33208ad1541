/// Tier 3: a rule that takes its steps tensor by tensor, for methods that couple the coordinates of a
/// tensor other than through a few sums (Muon, Shampoo), or draw random numbers.
///
/// ```swift
/// func slots(for tensor: Layout.Tensor) -> [TensorSlot] { ["momentum"] }
///
/// func step<T: KernelScalar>(_ s: TensorStep<T>) {
///   let m = s["momentum"]
///   for i in 0..<s.count {
///     m[i] = T(momentum) * m[i] + s.gradient[i]
///     s.x[i] -= T(s.rate) * m[i]
///   }
/// }
/// ```
/// `step` is not called for a tensor without a gradient or without entries; their state and
/// counters do not change.
public protocol GradientOptimizer: Optimizer, Configurable {
  /// The buffers of one tensor.
  func slots(for tensor: Layout.Tensor) -> [TensorSlot]

  /// The scalars of one tensor, in double precision.
  func counters(for tensor: Layout.Tensor) -> [StateSlot]

  /// One step of one tensor: reads the gradient, updates parameters and state in place.
  func step<T: KernelScalar>(_ tensor: TensorStep<T>)

  /// The state of a rule that implements ``step(_:layout:)``; not for new rules.
  func stateLayout(for layout: Layout) -> StateLayout

  /// The older form of ``step(_:)``: one step of all tensors, through pointers without a count; not for
  /// new rules.
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout)
}

extension GradientOptimizer {
  public func slots(for tensor: Layout.Tensor) -> [TensorSlot] { [] }
  public func counters(for tensor: Layout.Tensor) -> [StateSlot] { [] }

  /// Says that there is no such step.
  public func step<T: KernelScalar>(_ tensor: TensorStep<T>) {
    tensor.report.pointee.message = MissingStep.message
  }

  /// No state layout, because the state follows from ``slots(for:)`` and ``counters(for:)``.
  public func stateLayout(for layout: Layout) -> StateLayout { .missing }

  /// Says that there is no such step.
  public func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout) {
    step.report.pointee.message = MissingStep.message
  }

  @inlinable
  public func _kernel32(
    _ layout: Layout, _ workers: Workers?
  ) throws -> OptimizerKernel<Float> { try gradientKernel(layout) }

  @inlinable
  public func _kernel64(
    _ layout: Layout, _ workers: Workers?
  ) throws -> OptimizerKernel<Double> { try gradientKernel(layout) }

  @inlinable
  func gradientKernel<T: KernelScalar>(_ layout: Layout) throws -> OptimizerKernel<T> {
    try checkHyperparameters()
    let rule = self
    guard try MissingStep.hasTensorStep(rule, T.self) else {
      return OptimizerKernel(stateLayout: stateLayout(for: layout)) { arguments, _ in
        rule.step(arguments, layout: layout)
        // The default implementation reports that the rule implements neither form.
        return arguments.report.pointee.message == MissingStep.message ? .failed : .updated
      }
    }
    let plan = TensorPlan(rule, layout)
    let work = WorkMemory<T>()
    return OptimizerKernel(stateLayout: plan.state) { arguments, _ in
      let info = StepInfo(arguments)
      for place in plan.places where arguments.hasGradient(place.index) {
        work.reset()
        rule.step(TensorStep(arguments, info, place, work))
      }
      return .updated
    }
  }
}

extension StateLayout {
  /// The state layout of a rule that does not implement
  /// ``GradientOptimizer/stateLayout(for:)``.
  static let missing: StateLayout = {
    var layout = StateLayout()
    layout.appendScalar("no state layout")
    return layout
  }()
}

extension MissingStep {
  /// Whether a rule implements the step of one tensor, not the older step of all tensors. Tries a
  /// step of one coordinate at rate 0, because a default implementation can only be recognized by its
  /// effect.
  /// - Throws: ``ConfigurationError`` if the rule implements neither.
  @usableFromInline
  static func hasTensorStep<Rule: GradientOptimizer, T: KernelScalar>(
    _ rule: Rule, _: T.Type
  ) throws(ConfigurationError) -> Bool {
    let layout = Layout.vector(1)
    let plan = TensorPlan(rule, layout)
    let report = ReportMemory<T>(1)
    let memory = Scratch<T>(2)
    let state = OptimizerState<T>(plan.state)
    let buffers = Scratch<T>(state.storage.count)
    for (i, entry) in state.storage.enumerated() { buffers.pointer[i] = entry }
    let scalars = Scratch<Double>(state.scalars.count)
    for (i, scalar) in state.scalars.enumerated() { scalars.pointer[i] = scalar }
    let arguments = StepArguments<T>(
      parameters: memory.pointer, gradient: UnsafePointer(memory.pointer + 1),
      buffers: buffers.pointer, scalars: scalars.pointer, rate: 0, value: 0,
      report: report.pointer)
    rule.step(TensorStep(arguments, StepInfo(arguments), plan.places[0], WorkMemory<T>()))
    guard report.pointer.pointee.message == message else { return true }
    guard rule.stateLayout(for: layout) != .missing else {
      throw .inconsistent(
        owner: Rule.card.name, reason: "it has no step: implement step(_:) of its protocol")
    }
    return false
  }
}
