/// An optimizer compiled for one scalar type and one parameter layout.
public struct OptimizerKernel<T: KernelScalar> {
  /// The buffers and scalars of the state.
  public var stateLayout: StateLayout

  /// Takes one step with one gradient.
  public var step: (StepArguments<T>, Oracle<T>) -> StepAnswer

  /// Writes the evaluation point if it differs from the stepped point; nil otherwise.
  public var evaluationPoint: EvaluationPoint<T>?

  /// Whether it skips steps whose gradient is not finite, so that a run can continue with the next
  /// mini-batch.
  public var skipsNonFinite = false

  /// State that is not stored in the ``StateLayout``; nil for almost every rule.
  public var externalState: ExternalState?

  /// Creates a kernel from a state layout and a step.
  @inlinable
  public init(
    stateLayout: StateLayout, evaluationPoint: EvaluationPoint<T>? = nil,
    externalState: ExternalState? = nil,
    step: @escaping (StepArguments<T>, Oracle<T>) -> StepAnswer
  ) {
    self.stateLayout = stateLayout
    self.evaluationPoint = evaluationPoint
    self.externalState = externalState
    self.step = step
  }
}

/// The point to evaluate, for rules where it is not the stepped point (averages, schedule-free
/// methods).
public struct EvaluationPoint<T: KernelScalar> {
  /// The name of the rule or modifier that provides the point.
  public let owner: String
  /// Writes the point, given the parameters, the state's buffers and its scalars.
  public let write:
    (
      _ parameters: UnsafePointer<T>, _ buffers: UnsafePointer<T>,
      _ scalars: UnsafePointer<Double>, _ into: UnsafeMutablePointer<T>
    ) -> Void

  /// Creates an evaluation point.
  @inlinable
  public init(
    owner: String,
    write:
      @escaping (
        _ parameters: UnsafePointer<T>, _ buffers: UnsafePointer<T>,
        _ scalars: UnsafePointer<Double>, _ into: UnsafeMutablePointer<T>
      ) -> Void
  ) {
    self.owner = owner
    self.write = write
  }
}

/// State that is kept elsewhere, such as in another process, in the form that a checkpoint
/// stores.
public struct ExternalState {
  /// Returns the state as bytes.
  public let export: () throws -> [UInt8]
  /// Restores an exported state. - Throws: an error that describes what is wrong with the
  /// bytes.
  public let restore: ([UInt8]) throws -> Void

  /// Creates external state from closures that export and restore it.
  public init(
    export: @escaping () throws -> [UInt8], restore: @escaping ([UInt8]) throws -> Void
  ) {
    self.export = export
    self.restore = restore
  }

  /// Combines the states of an optimizer's parts: each is preceded by its length, 8 bytes,
  /// little-endian. Nil if no part has external state; the state itself if only one part has.
  static func combined(_ parts: [ExternalState?]) -> ExternalState? {
    let parts = parts.compactMap(\.self)
    guard parts.count > 1 else { return parts.first }
    return ExternalState {
      try parts.flatMap { part in
        let bytes = try part.export()
        return (0..<8).map { UInt8(truncatingIfNeeded: bytes.count >> (8 * $0)) } + bytes
      }
    } restore: { bytes in
      var rest = bytes[...]
      for part in parts {
        let length = rest.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
        guard rest.count >= 8, (0...(rest.count - 8)).contains(length) else {
          throw CheckpointMismatch.shape(
            what: "bytes of external state", run: parts.count * 8, checkpoint: bytes.count)
        }
        try part.restore(Array(rest.dropFirst(8).prefix(length)))
        rest = rest.dropFirst(8 + length)
      }
    }
  }
}
