import Descent
import DescentFiles
import Synchronization

/// A problem that lives in a worker: a model, its data and its loss.
package struct ForeignProblem: Problem {
  package let host: WorkerHost
  package let specification: Specification
  package let layout: Layout
  /// The number of training examples, and the batch size of a step; nil if there are no examples.
  let examples: (count: Int, batch: Int)?

  /// - Throws: ``ConfigurationError`` for wrong settings, ``WorkerFailure``.
  package init(_ host: WorkerHost, _ specification: Specification) throws {
    let name = specification.name
    guard let outline = host.handshake.outline else {
      throw ConfigurationError.inconsistent(
        owner: name, reason: "it is an optimizer, not a problem")
    }
    self.host = host
    layout = Layout(outline.tensors)
    var batch = outline.examples
    for setting in specification.values {
      guard setting.key == "batch" else {
        throw ConfigurationError.unknownKey(
          owner: name, key: setting.key, suggestion: nil,
          valid: outline.examples == nil ? [] : ["batch"])
      }
      guard let count = outline.examples, let size = Int(setting.value.text),
        (1...count).contains(size)
      else {
        throw ConfigurationError.outOfRange(
          owner: name, key: "batch", value: setting.value.text,
          allowed: outline.examples.map { "[1, \($0)]" } ?? "none: it has no examples")
      }
      batch = size
    }
    self.specification = specification
    examples = outline.examples.map { ($0, batch ?? $0) }
    // Evaluate the start once, so that a failure is reported before a run begins.
    _ = try host.start(seed: 0, count: layout.count)
  }

  package var offers: Needs {
    let all: Needs = [.value, .evaluation, .step, .consistentGradient]
    return examples == nil ? all : all.union(.examples)
  }

  package var exampleCount: ExampleCount? {
    examples.map { ExampleCount(count: $0.count, batch: $0.batch) }
  }

  package func start(seed: UInt64) -> [Double] {
    do throws(WorkerFailure) {
      return try host.start(seed: seed, count: layout.count)
    } catch {
      host.note(error)
      return [Double](repeating: .nan, count: layout.count)
    }
  }

  package func _objective32() throws -> Objective<Float> { objective() }
  package func _objective64() throws -> Objective<Double> { objective() }

  private func objective<T: KernelScalar>() -> Objective<T> {
    let (host, count) = (host, layout.count)
    // Memory for gradients that are not used.
    let scratch = FrameBuffer()
    scratch.resize(to: max(1, count) * MemoryLayout<T>.stride)
    let unread = scratch.memory.bindMemory(to: T.self, capacity: max(1, count))
    func evaluate(
      _ x: UnsafePointer<T>, _ gradient: UnsafeMutablePointer<T>, _ batch: UnsafeBufferPointer<Int>?
    ) -> T {
      do throws(WorkerFailure) {
        return try host.evaluate(x, into: gradient, count: count, batch: batch)
      } catch {
        // The run ends at the NaN, and the command reports the noted failure.
        host.note(error)
        gradient.update(repeating: .nan, count: count)
        return .nan
      }
    }
    return Objective(
      value: { x in withExtendedLifetime(scratch) { evaluate(x, unread, nil) } },
      valueAndGradient: { evaluate($0, $1, nil) },
      examples: examples.map { examples in
        Examples(
          count: examples.count, batchSize: examples.batch,
          batchGradient: { evaluate($0, $1, $2) },
          metrics: { x in
            withExtendedLifetime(scratch) { Metrics(trainLoss: Double(evaluate(x, unread, nil))) }
          })
      })
  }
}

/// Requests to problems.
extension WorkerHost {
  func start(seed: UInt64, count: Int) throws(WorkerFailure) -> [Double] {
    try use { (connection, _) throws(WorkerFailure) in
      let answer = try connection.ask(
        .evaluate, header: .keyed([("start", .integer(Int(truncatingIfNeeded: seed >> 1)))]),
        limit: timeLimit, as: "EVALUATE, the start")
      guard answer.body.count == 8 * count else {
        throw connection.refuse(
          "its start has \(answer.body.count) bytes instead of \(8 * count)")
      }
      return (0..<count).map {
        answer.body.loadUnaligned(fromByteOffset: 8 * $0, as: Double.self)
      }
    }
  }

  /// Returns the value at a point, and writes its gradient.
  func evaluate<T: KernelScalar>(
    _ x: UnsafePointer<T>, into gradient: UnsafeMutablePointer<T>, count: Int,
    batch: UnsafeBufferPointer<Int>?
  ) throws(WorkerFailure) -> T {
    try use { (connection, _) throws(WorkerFailure) in
      var header: [(key: String, value: JSON)] = [("precision", .string(T.precisionName))]
      if let batch { header.append(("batch", .array(batch.map { .integer($0) }))) }
      let size = count * MemoryLayout<T>.stride
      let answer = try connection.ask(
        .evaluate, header: .keyed(header), limit: timeLimit, as: "EVALUATE at \(count) numbers"
      ) { body in
        body.append(UnsafeRawBufferPointer(start: UnsafeRawPointer(x), count: size))
      }
      guard answer.body.count == 8 + size, let start = answer.body.baseAddress else {
        throw connection.refuse(
          "its body has \(answer.body.count) bytes instead of \(8 + size)")
      }
      UnsafeMutableRawPointer(gradient).copyMemory(from: start + 8, byteCount: size)
      return T(start.loadUnaligned(as: Double.self))
    }
  }
}

/// A problem of a worker, as an entry for registries.
extension WorkerHost {
  package func problemEntry(name: String) -> ProblemEntry {
    let examples = handshake.outline?.examples
    let batch = examples.map {
      HyperparameterDescription(
        of: "batch", value: "\($0)", allowed: "[1, \($0)]", summary: "examples per step",
        isWhole: true)
    }
    let card = Card(
      name: name, summary: "a problem that runs in another process",
      formula: "its own: \(handshake.name)",
      source: [handshake.library, command.program].filter { !$0.isEmpty }.joined(separator: ", "))
    return ProblemEntry(card, hyperparameters: batch.map { [$0] } ?? []) { specification, _ in
      try ForeignProblem(self, specification)
    }
  }
}
