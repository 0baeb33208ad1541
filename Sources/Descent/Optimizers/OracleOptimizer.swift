/// Tier 4: a rule that evaluates the objective: values and gradients at other points (line
/// searches, sharpness-aware minimization), Hessian–vector products, residuals, other examples.
public protocol OracleOptimizer: Optimizer, Configurable {
  /// The state that the rule keeps for parameters of this layout.
  func stateLayout(for layout: Layout) -> StateLayout

  /// The number of work vectors that a step uses, each as long as the parameters.
  var scratchVectors: Int { get }

  /// Writes the evaluation point, for rules that step another point (``hasEvaluationPoint``).
  func evaluationPoint<T: KernelScalar>(
    _ parameters: UnsafeBufferPointer<T>, buffers: UnsafeBufferPointer<T>,
    scalars: UnsafeBufferPointer<Double>, into point: UnsafeMutableBufferPointer<T>)

  /// Whether the evaluation point differs from the parameters.
  var hasEvaluationPoint: Bool { get }

  /// Takes one step, given the gradient at the current parameters, with any further evaluations. In a
  /// mini-batch run, the oracle evaluates on this step's batch; with accumulation, on all batches of
  /// the window.
  func step<T: KernelScalar>(_ step: OracleStep<T>) -> StepAnswer

  /// The older form of ``step(_:)``, which cannot return an answer; not for new rules.
  func step<T: KernelScalar>(_ step: StepArguments<T>, layout: Layout, oracle: Oracle<T>)
}

extension OracleOptimizer {
  public var needs: Needs { .evaluation }
  public var nominalCost: Double { 2 }
  public var scratchVectors: Int { 0 }
  public var hasEvaluationPoint: Bool { false }

  public func evaluationPoint<T: KernelScalar>(
    _ parameters: UnsafeBufferPointer<T>, buffers: UnsafeBufferPointer<T>,
    scalars: UnsafeBufferPointer<Double>, into point: UnsafeMutableBufferPointer<T>
  ) { _ = point.update(fromContentsOf: parameters) }

  @inlinable
  public func step<T: KernelScalar>(_ step: OracleStep<T>) -> StepAnswer {
    self.step(step.arguments, layout: step.layout, oracle: step.oracle)
    // The default implementation reports that the rule implements neither form.
    return step.arguments.report.pointee.message == MissingStep.message ? .failed : .updated
  }

  /// The default for rules that implement ``step(_:)``. Not marked deprecated, because the compiler
  /// would then warn about every new rule, whose conformance uses this default.
  public func step<T: KernelScalar>(
    _ step: StepArguments<T>, layout: Layout, oracle: Oracle<T>
  ) { step.report.pointee.message = MissingStep.message }

  @inlinable
  public func _kernel32(
    _ layout: Layout, _ workers: Workers?
  ) throws -> OptimizerKernel<Float> { try oracleKernel(layout) }

  @inlinable
  public func _kernel64(
    _ layout: Layout, _ workers: Workers?
  ) throws -> OptimizerKernel<Double> { try oracleKernel(layout) }

  @inlinable
  func oracleKernel<T: KernelScalar>(_ layout: Layout) throws -> OptimizerKernel<T> {
    try checkHyperparameters()
    let empty = Layout([])
    let emptyState = stateLayout(for: empty)
    try MissingStep.check(self, emptyState) { step, oracle in
      self.step(
        OracleStep<T>(
          step, step.gradient, oracle, empty, emptyState, step.parameters, OracleMemory(empty)))
    }
    let rule = self
    let state = stateLayout(for: layout)
    let scratch = Scratch<T>(max(1, scratchVectors * layout.count))
    let present = PresentGradient<T>(layout)
    let memory = OracleMemory<T>(layout)
    return OptimizerKernel(
      stateLayout: state,
      evaluationPoint: hasEvaluationPoint ? oraclePoint(layout, state) : nil
    ) { arguments, oracle in
      memory.reset()
      return rule.step(
        OracleStep(
          arguments, present.gradient(arguments), present.oracle(oracle, arguments), layout, state,
          scratch.pointer, memory))
    }
  }

  @inlinable
  func oraclePoint<T: KernelScalar>(_ layout: Layout, _ state: StateLayout) -> EvaluationPoint<T> {
    let (rule, n) = (self, layout.count)
    return EvaluationPoint(owner: Self.card.name) { x, buffers, scalars, point in
      rule.evaluationPoint(
        UnsafeBufferPointer(start: x, count: n),
        buffers: UnsafeBufferPointer(start: buffers, count: state.count),
        scalars: UnsafeBufferPointer(start: scalars, count: state.scalars.count),
        into: UnsafeMutableBufferPointer(start: point, count: n))
    }
  }
}

/// Detects, without a problem, a rule that implements no step.
@usableFromInline
enum MissingStep {
  @usableFromInline static let message = "the rule has no step"

  /// Takes one step with no parameters, which fails with ``message`` only if the step is
  /// missing.
  @usableFromInline
  static func check<Rule: Configurable, T: KernelScalar>(
    _ rule: Rule, _ state: StateLayout, _ step: (StepArguments<T>, Oracle<T>) -> StepAnswer
  ) throws(ConfigurationError) {
    let report = ReportMemory<T>(0)
    let memory = Scratch<T>(max(1, state.count))
    for buffer in state.buffers {
      for i in buffer.range { memory.pointer[i] = T(buffer.slot.initial) }
    }
    let scalars = Scratch<Double>(max(1, state.scalars.count))
    for (i, slot) in state.scalars.enumerated() { scalars.pointer[i] = slot.initial }
    let arguments = StepArguments<T>(
      parameters: memory.pointer, gradient: UnsafePointer(memory.pointer), buffers: memory.pointer,
      scalars: scalars.pointer, rate: 0, value: 0, report: report.pointer)
    // An oracle that supports every evaluation, for zero parameters.
    var functions = Oracle<T>.Functions { _, _ in 0 }
    functions.hessianProduct = { _, _, _ in }
    functions.residuals = ResidualFunctions(count: 0) { _, _ in
    } jacobian: { _, _, _ in
    }
    functions.evaluateExamples = { _, _, _ in 0 }
    functions.likelihood = Likelihood { _, _, _, _ in 1 }
    functions.exampleCount = 1
    let oracle = Oracle(functions)
    if step(arguments, oracle) == .failed, report.pointer.pointee.message == message {
      throw .inconsistent(
        owner: Rule.card.name, reason: "it has no step: implement step(_:) of its protocol")
    }
  }
}
