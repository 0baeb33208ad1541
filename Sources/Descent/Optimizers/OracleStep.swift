/// One step of an ``OracleOptimizer``: the point, the gradient, the state and the oracle.
///
/// Buffers have a count and check bounds in debug builds. They are valid only during the step.
public struct OracleStep<T: KernelScalar> {
  /// The parameters, to be moved in place.
  public let x: UnsafeMutableBufferPointer<T>
  /// The gradient at the parameters. 0 in tensors without a gradient.
  public let gradient: UnsafeBufferPointer<T>
  /// The number of the step and its rates.
  public let info: StepInfo
  /// The tensors of the parameters.
  public let layout: Layout
  /// Evaluates the objective.
  public let oracle: Oracle<T>
  /// The scalars of the state, in the order of the rule's ``StateLayout``.
  public let scalars: UnsafeMutableBufferPointer<Double>
  /// Memory for intermediate results. Memory taken from it is valid during the step, and its contents
  /// are unspecified. It grows in the first steps and is reused in all others.
  public let work: WorkMemory<T>
  /// Like ``work``, in double precision.
  public let wideWork: WorkMemory<Double>
  /// The indices of the tensors in the order of their names: sums in this order do not depend on the
  /// order of the tensors in the layout.
  public let tensorsByName: [Int]
  @usableFromInline let arguments: StepArguments<T>
  @usableFromInline let stateBuffers: [StateLayout.Buffer]
  @usableFromInline let scratchMemory: UnsafeMutablePointer<T>

  @inlinable
  init(
    _ arguments: StepArguments<T>, _ gradient: UnsafePointer<T>, _ oracle: Oracle<T>,
    _ layout: Layout, _ state: StateLayout, _ scratch: UnsafeMutablePointer<T>,
    _ memory: OracleMemory<T>
  ) {
    x = UnsafeMutableBufferPointer(start: arguments.parameters, count: layout.count)
    self.gradient = UnsafeBufferPointer(start: gradient, count: layout.count)
    info = StepInfo(arguments)
    self.layout = layout
    self.oracle = oracle
    scalars = UnsafeMutableBufferPointer(start: arguments.scalars, count: state.scalars.count)
    self.arguments = arguments
    stateBuffers = state.buffers
    scratchMemory = scratch
    (work, wideWork) = (memory.work, memory.wide)
    tensorsByName = memory.tensorsByName
  }

  /// The objective at the parameters; NaN unless the rule needs ``Needs/value``.
  @inlinable public var value: Double { info.value }
  /// The learning rate of this step.
  @inlinable public var rate: Double { info.rate }

  /// Whether a tensor of the layout has a gradient. A tensor without one must not be moved; every
  /// gradient and product that the oracle returns is 0 there.
  @inlinable
  public func hasGradient(_ tensor: Int) -> Bool { arguments.hasGradient(tensor) }

  /// The buffer at `index` of the state, in the order of the rule's ``StateLayout``.
  @inlinable
  public func buffer(_ index: Int) -> UnsafeMutableBufferPointer<T> {
    let buffer = stateBuffers[index]
    return UnsafeMutableBufferPointer(
      start: arguments.buffers + buffer.offset, count: buffer.count)
  }

  /// The number of buffers of the state.
  @inlinable public var bufferCount: Int { stateBuffers.count }

  /// The work vector at `index`, below ``OracleOptimizer/scratchVectors``. It is as long as the
  /// parameters; its contents are unspecified.
  @inlinable
  public func scratch(_ index: Int) -> UnsafeMutableBufferPointer<T> {
    UnsafeMutableBufferPointer(start: scratchMemory + index * layout.count, count: layout.count)
  }

  /// The buffer for the gradient at the accepted point, for ``accept(value:)``.
  @inlinable
  public var acceptedGradient: UnsafeMutableBufferPointer<T> {
    UnsafeMutableBufferPointer(start: arguments.report.pointee.gradient, count: layout.count)
  }

  /// The answer of a rule that has evaluated the objective at the new parameters: passes on the value,
  /// and the gradient in ``acceptedGradient``.
  @inlinable
  public func accept(value: Double) -> StepAnswer {
    arguments.report.pointee.value = value
    return .evaluated
  }

  /// The answer of a rule whose own test ends the run. The rule must not have changed parameters or
  /// state.
  @inlinable
  public func stop(_ reason: StopReason) -> StepAnswer {
    arguments.report.pointee.reason = reason
    return .stopped
  }

  /// The answer of a rule that cannot continue.
  public func fail(_ message: String) -> StepAnswer {
    arguments.report.pointee.message = message
    return .failed
  }

  /// The random stream of this rule with the given name, for one tensor at one of its steps.
  /// - Parameters:
  ///   - stream: the name of the stream.
  ///   - tensor: the index of the tensor, from 0.
  ///   - step: the tensor's own step number, a counter in its state.
  public func random(_ stream: String, tensor: Int, step: Int) -> CounterRandom {
    CounterRandom(seed: info.seed).stream(
      .rule, name: stream, tensor: layout.tensors[tensor].name, step: step)
  }
}
