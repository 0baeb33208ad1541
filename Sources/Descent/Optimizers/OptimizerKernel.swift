/// An optimizer compiled for one scalar type and one parameter layout.
public struct OptimizerKernel<T: KernelScalar> {
  /// Which buffers the state has.
  public var stateLayout: StateLayout

  /// Takes one gradient in.
  public var step: (StepArguments<T>, Oracle<T>) -> StepAnswer

  /// Writes the point that counts, where it is another than the stepped one; nil where it is not.
  public var evaluationPoint: EvaluationPoint<T>?

  /// Whether it takes no step where the gradient is not finite, so that a run may go on to the next
  /// mini-batch.
  public var skipsNonFinite = false

  /// State that is no numbers of the ``StateLayout``; nil for almost every rule.
  public var externalState: ExternalState?

  /// A kernel of a state and a step.
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

/// Which point of a rule is to be evaluated, if it is not the stepped one (averages, schedule-free).
public struct EvaluationPoint<T: KernelScalar> {
  /// Who names the point.
  public let owner: String
  /// Writes it, from the parameters, the state's buffers and its scalars.
  public let write:
    (
      _ parameters: UnsafePointer<T>, _ buffers: UnsafePointer<T>,
      _ scalars: UnsafePointer<Double>, _ into: UnsafeMutablePointer<T>
    ) -> Void

  /// A point that is evaluated in the place of the parameters.
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

/// State that lives elsewhere, such as in another process: what a checkpoint stores of it.
public struct ExternalState {
  /// The state as bytes.
  public let export: () throws -> [UInt8]
  /// Restores an exported state. - Throws: what is wrong with the bytes.
  public let restore: ([UInt8]) throws -> Void

  /// State that lives elsewhere: how it is written out and taken up.
  public init(
    export: @escaping () throws -> [UInt8], restore: @escaping ([UInt8]) throws -> Void
  ) {
    self.export = export
    self.restore = restore
  }

  /// The states of the parts of an optimizer as one: each with its length before it, 8 bytes,
  /// little-endian. Nil if no part has one, the state itself if one has.
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
