/// Tier 4: a rule that asks the objective: values and gradients elsewhere (line searches,
/// sharpness-aware minimisation), Hessian–vector products, residuals, other examples.
public protocol OracleOptimizer: Optimizer, Configurable {
  /// Which buffers the rule keeps for parameters of this layout.
  func stateLayout(for layout: Layout) -> StateLayout

  /// The number of work vectors that a step uses.
  var scratchVectors: Int { get }

  /// Writes the point that is to be evaluated, for rules that step another one
  /// (``hasEvaluationPoint``).
  func evaluationPoint<T: KernelScalar>(
    _ parameters: UnsafeBufferPointer<T>, buffers: UnsafeBufferPointer<T>,
    scalars: UnsafeBufferPointer<Double>, into point: UnsafeMutableBufferPointer<T>)

  /// Whether the rule names another point than the parameters to be evaluated.
  var hasEvaluationPoint: Bool { get }

  /// One step, from the gradient at the present parameters and any further questions. In a mini-batch
  /// run the oracle answers on this step's batch, with accumulation on all of the window's.
  func step<T: KernelScalar>(_ step: OracleStep<T>) -> StepAnswer

  /// The step as it was written before ``step(_:)``; it cannot answer.
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
    // The requirement's own default says that neither form is there.
    return step.arguments.report.pointee.message == MissingStep.message ? .failed : .updated
  }

  /// Of a rule that is written for ``step(_:)``. Not marked deprecated: the compiler would warn of every
  /// new rule, because this default is a part of its conformance.
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

/// Finds out, without a problem, whether a rule has a step at all.
@usableFromInline
enum MissingStep {
  @usableFromInline static let message = "the rule has no step"

  /// Takes one step of no parameters, which only a missing step refuses.
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
    // Whatever a rule asks about no parameters has an answer.
    var functions = Oracle<T>.Functions { _, _ in 0 }
    functions.hessianProduct = { _, _, _ in }
    functions.residuals = ResidualFunctions(count: 0) { _, _ in
    } jacobian: { _, _, _ in
    }
    functions.evaluateExamples = { _, _, _ in 0 }
    functions.exampleCount = 1
    let oracle = Oracle(functions)
    if step(arguments, oracle) == .failed, report.pointer.pointee.message == message {
      throw .inconsistent(
        owner: Rule.card.name, reason: "it has no step: implement step(_:) of its protocol")
    }
  }
}
