/// An answer to a rule's question about the objective, numbers as they go over the wire.
struct Evaluation: Sendable {
  let point: [UInt8]
  let value: Double
  let gradient: [UInt8]

  /// Appends the body of an answer.
  func write(to reply: FrameBuffer) {
    withUnsafeBytes(of: value.bitPattern.littleEndian) { reply.append($0) }
    reply.append(numbers: gradient)
  }
}

/// Answers a question about the objective: appends the value and the gradient at a point.
typealias ObjectiveAnswer = (
  _ point: UnsafeRawBufferPointer, _ reply: FrameBuffer
) throws(WorkerFailure) -> Void
