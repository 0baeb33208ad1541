import Descent

/// The questions of one step: answered by the caller's objective, and written down.
final class Questions<T: KernelScalar> {
  private(set) var answers: [Evaluation] = []
  private let arguments: StepArguments<T>
  private let oracle: Oracle<T>
  private let byteCount: Int

  init(_ arguments: StepArguments<T>, _ oracle: Oracle<T>, byteCount: Int) {
    (self.arguments, self.oracle, self.byteCount) = (arguments, oracle, byteCount)
  }

  /// Answers one. What the step was given is not evaluated again.
  /// - Throws: ``WorkerFailure/noFrame(_:)`` for a point of another size.
  func answer(_ point: UnsafeRawBufferPointer, _ reply: FrameBuffer) throws(WorkerFailure) {
    guard point.count == byteCount else {
      throw .noFrame("it asks at a point of \(point.count) bytes, and has \(byteCount)")
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
    // Memory of numbers: a frame's is the connection's. One more, so that it has an address.
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

/// The questions of a step that is taken again: the answers are those of the first time.
final class Repetition {
  private var left: ArraySlice<Evaluation>

  init(_ evaluations: [Evaluation]) { left = evaluations[...] }

  /// - Throws: ``WorkerFailure/notRepeatable``.
  func answer(_ point: UnsafeRawBufferPointer, _ reply: FrameBuffer) throws(WorkerFailure) {
    guard let next = left.popFirst(), next.point.elementsEqual(point) else { throw .notRepeatable }
    next.write(to: reply)
  }
}
