/// The objective's answer to a rule's evaluation, with numbers as bytes of the wire format.
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

/// Evaluates the objective at a point, and appends the value and the gradient to the reply.
typealias ObjectiveAnswer = (
  _ point: UnsafeRawBufferPointer, _ reply: FrameBuffer
) throws(WorkerFailure) -> Void
