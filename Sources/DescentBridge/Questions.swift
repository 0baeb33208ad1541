import Descent

/// The evaluations that a rule requests during one step: answers them from the caller's objective, and
/// records them.
final class Questions<T: KernelScalar> {
  private(set) var answers: [Evaluation] = []
  private let arguments: StepArguments<T>
  private let oracle: Oracle<T>
  private let byteCount: Int

  init(_ arguments: StepArguments<T>, _ oracle: Oracle<T>, byteCount: Int) {
    (self.arguments, self.oracle, self.byteCount) = (arguments, oracle, byteCount)
  }

  /// Answers one request. At the start of the step the known value and gradient are used.
  /// - Throws: ``WorkerFailure/noFrame(_:)`` for a point of another size.
  func answer(_ point: UnsafeRawBufferPointer, _ reply: FrameBuffer) throws(WorkerFailure) {
    guard point.count == byteCount else {
      throw .noFrame("it asks at a point of \(point.count) bytes instead of \(byteCount)")
    }
    let here = UnsafeRawBufferPointer(start: arguments.parameters, count: byteCount)
    let isKnown = !arguments.value.isNaN && arguments.present == nil
    let evaluation: Evaluation
    if isKnown, point.elementsEqual(here) {
      let gradient = UnsafeRawBufferPointer(start: arguments.gradient, count: byteCount)
      evaluation = Evaluation(
        point: Array(point), value: arguments.value, gradient: Array(gradient))
    } else {
      evaluation = asked(point)
    }
    evaluation.write(to: reply)
    answers.append(evaluation)
  }

  private func asked(_ point: UnsafeRawBufferPointer) -> Evaluation {
    // Copy the point into aligned memory, because a frame belongs to the connection. One extra number makes
    // sure that there is an address.
    var x = [T](repeating: 0, count: byteCount / MemoryLayout<T>.stride + 1)
    var gradient = x
    x.withUnsafeMutableBytes { _ = point.copyBytes(to: $0) }
    let value = x.withUnsafeBufferPointer { x in
      gradient.withUnsafeMutableBufferPointer {
        oracle.valueAndGradient(at: x.baseAddress!, into: $0.baseAddress!)
      }
    }
    return Evaluation(
      point: Array(point), value: Double(value),
      gradient: gradient.withUnsafeBytes { Array($0.prefix(byteCount)) })
  }
}

/// The evaluations of a repeated step: answers them from the record of the first time.
final class Repetition {
  private var left: ArraySlice<Evaluation>

  init(_ evaluations: [Evaluation]) { left = evaluations[...] }

  /// - Throws: ``WorkerFailure/notRepeatable``.
  func answer(_ point: UnsafeRawBufferPointer, _ reply: FrameBuffer) throws(WorkerFailure) {
    guard let next = left.popFirst(), next.point.elementsEqual(point) else { throw .notRepeatable }
    next.write(to: reply)
  }
}
