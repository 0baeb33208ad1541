/// The result of a run.
public struct RunReport: Sendable, Hashable {
  /// The reason why the run ended.
  public let outcome: Outcome
  /// The final parameters: the evaluation point, if the optimizer has one. After divergence, the
  /// last ones with a finite loss.
  public let parameters: [Double]
  /// The loss at ``parameters``; with mini-batches, over all training examples.
  public let loss: Double
  /// The stepped point.
  public let steppedParameters: [Double]
  /// The last loss that the run computed at the stepped point.
  public let steppedLoss: Double
  /// The norm of the last gradient that the run used, at the stepped point; with mini-batches, of
  /// the last micro-batch only. (``Run/finalGradientNorm()`` is the norm that belongs to ``loss``.)
  public let gradientNorm: Double
  /// Losses and accuracies over whole data sets, for problems with examples.
  public let metrics: Metrics?
  /// The evaluations and their cost.
  public let evaluations: Evaluations
  /// Epochs completed, for problems with mini-batches.
  public let epochs: Int
  /// The examples of each micro-batch, from 0, since the run began or was resumed; empty unless
  /// ``RunOptions/recordsBatches`` is set.
  public let batches: [[Int]]
  /// The recorded rows.
  public let trace: Trace
}

extension Run {
  /// The run's position and its cost so far.
  public var progress: RunProgress { core.progress }

  /// The reason why the run ended; nil while it continues.
  public var outcome: Outcome? { core.outcome }

  /// The steps recorded so far.
  public var trace: Trace { core.trace }

  /// Passes the rows recorded since the last call (at first, including the start) to `body` and then
  /// removes them, so that a long run needs memory only for the rows between two calls. Drained rows
  /// are not part of the ``report``.
  /// - Parameter body: must not keep the trace, because its memory is reused.
  public func drainTrace(_ body: (Trace) throws -> Void) rethrows {
    try body(core.trace)
    core.trace.removeAll()
  }

  /// Whether steps use batches of examples.
  public var hasMiniBatches: Bool { core.miniBatches != nil }

  /// Whether the run has encountered a loss or a gradient that is not finite, or a loss above
  /// the bound.
  public var hasDiverged: Bool { progress.hasDiverged || outcome == .notFiniteAtStart }

  /// The last measured losses and accuracies over whole data sets; nil for problems without examples.
  public var metrics: Metrics? { core.lastMetrics }

  /// The norm of the gradient over all examples at the evaluation point, which belongs to the report's
  /// loss. If the run has not computed it, each call evaluates it once and counts it as a report.
  /// - Precondition: the run has an outcome.
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func finalGradientNorm() -> Double {
    precondition(outcome != nil, "the run is still going on")
    return core.finalGradientNorm()
  }

  /// The parts of the optimizer's state that have become infinite or NaN from a finite start. Their
  /// parameters no longer move as the rule says, often not at all, and the loss may not show it.
  public var stateFaults: [StateFault] {
    StateFault.all(
      in: UnsafeBufferPointer(start: core.buffers, count: stateLayout.count),
      UnsafeBufferPointer(start: core.scalars, count: stateLayout.scalars.count), stateLayout,
      problem.layout)
  }

  /// The result of the run. - Precondition: the run has an outcome.
  public var report: RunReport {
    guard let outcome else { preconditionFailure("the run is still going on") }
    let isMiniBatch = core.miniBatches != nil
    let single = core.hasEvaluationPoint ? core.evaluatedLoss : core.loss
    return RunReport(
      outcome: outcome, parameters: evaluationPoint.map(Double.init),
      loss: isMiniBatch ? core.lastMetrics?.trainLoss ?? core.loss : single,
      steppedParameters: parameters.map(Double.init), steppedLoss: core.loss,
      gradientNorm: core.gradientNorm, metrics: core.lastMetrics, evaluations: evaluations,
      epochs: progress.epoch, batches: core.visited, trace: trace)
  }

  /// A copy of the parameters.
  public var parameters: [T] { Array(UnsafeBufferPointer(start: core.x, count: core.n)) }

  /// A copy of the evaluation point: the parameters, unless the optimizer provides another.
  public var evaluationPoint: [T] {
    guard let point = core.kernel.evaluationPoint else { return parameters }
    return [T](unsafeUninitializedCapacity: core.n) { result, count in
      point.write(
        UnsafePointer(core.x), UnsafePointer(core.buffers), UnsafePointer(core.scalars),
        result.address)
      count = core.n
    }
  }

  /// The evaluations so far, including those made by the optimizer.
  public var evaluations: Evaluations { progress.evaluations + core.spending.counts }

  /// A copy of the optimizer's state.
  public var state: OptimizerState<T> {
    var state = OptimizerState<T>(stateLayout)
    for i in state.storage.indices { state.storage[i] = core.buffers[i] }
    for i in state.scalars.indices { state.scalars[i] = core.scalars[i] }
    return state
  }

  /// Everything needed to continue later, bit for bit as if the run had not stopped.
  public var checkpoint: Checkpoint<T> {
    var progress = progress
    progress.evaluations = evaluations
    (progress.loss, progress.gradientNorm) = (core.loss, core.gradientNorm)
    progress.previousLoss = core.previousLoss
    progress.previousGradientNorm = core.previousGradientNorm
    var checkpoint = Checkpoint(
      configuration: configuration, parameters: parameters, state: state, progress: progress,
      previous: Array(UnsafeBufferPointer(start: core.previous, count: savedPreviousCount)))
    if core.hasEvaluationPoint { checkpoint.evaluationPoint = evaluationPoint }
    checkpoint.history = core.history?.points ?? []
    return checkpoint
  }

  /// The checkpoint, including state that is kept elsewhere, such as in another process.
  /// - Throws: the errors of exporting this state.
  public func completeCheckpoint() throws -> Checkpoint<T> {
    var checkpoint = checkpoint
    checkpoint.external = try core.kernel.externalState?.export()
    return checkpoint
  }

  func load(_ state: OptimizerState<T>) {
    for i in state.storage.indices { core.buffers[i] = state.storage[i] }
    for i in state.scalars.indices { core.scalars[i] = state.scalars[i] }
  }

  /// Restores a checkpoint that has been checked.
  func restore(_ checkpoint: Checkpoint<T>) throws {
    if let external = core.kernel.externalState {
      guard let bytes = checkpoint.external else {
        throw CheckpointMismatch.shape(what: "external states", run: 1, checkpoint: 0)
      }
      try external.restore(bytes)
    }
    core.reducer?.state = checkpoint.progress.reducer
    for i in 0..<core.n { core.x[i] = checkpoint.parameters[i] }
    for (i, value) in checkpoint.previous.enumerated() { core.previous[i] = value }
    core.history?.restore(checkpoint.history)
    load(checkpoint.state)
    if core.spending.keepsPrevious, core.miniBatches != nil, let last = core.order?.last {
      core.spending.resume(
        after: last, draw: core.reportDraw)
    }
    core.resume()
  }
}

extension Checkpoint {
  /// Rejects a checkpoint that does not match the configuration.
  /// - Parameter defaults: the default specifications of the run's components, by name. A
  ///   hyperparameter that is newer than the checkpoint matches if it has its default value.
  func check(
    _ configuration: [String: String], defaults: [String: Specification], n: Int,
    _ stateLayout: StateLayout, previous: Int,
    history: Int, miniBatches: Examples<T>?
  ) throws(CheckpointMismatch) {
    let keys = Set(configuration.keys).union(self.configuration.keys)
    for key in keys.sorted() {
      // Earlier checkpoints lack the keys added in version 3. The formula is still compared,
      // because theirs is the first revision.
      if version < 3, key != "formula", self.configuration[key] == nil { continue }
      let (mine, theirs) = (
        configuration[key] ?? "unknown", self.configuration[key] ?? "unknown"
      )
      guard mine == theirs || Self.isSame(mine, theirs, { defaults[$0] }) else {
        throw .configuration(key: key, run: mine, checkpoint: theirs)
      }
    }
    func match(_ what: String, _ mine: Int, _ theirs: Int) throws(CheckpointMismatch) {
      guard mine == theirs else { throw .shape(what: what, run: mine, checkpoint: theirs) }
    }
    try match("parameters", n, parameters.count)
    try match("state entries", stateLayout.count, state.storage.count)
    try match("state scalars", stateLayout.scalars.count, state.scalars.count)
    try match("earlier parameters", previous, self.previous.count)
    try match("coordinates of earlier points", history, self.history.count)
    // A position past the end would belong to a run on more examples.
    let examples = miniBatches?.count ?? 1
    guard (0..<examples).contains(progress.position) else {
      throw .shape(what: "visited examples", run: examples, checkpoint: progress.position)
    }
  }

  /// Whether two specifications, including nested ones, differ only in settings that have default values
  /// in the run and are missing in the checkpoint.
  /// - Parameter defaults: the default specification of a name; nil if unknown.
  private static func isSame(
    _ mine: String, _ theirs: String, _ defaults: (String) -> Specification?
  ) -> Bool {
    guard let mine = try? Specification(mine), let theirs = try? Specification(theirs) else {
      return false
    }
    return isSame(mine, theirs, defaults)
  }

  private static func isSame(
    _ mine: Specification, _ theirs: Specification, _ defaults: (String) -> Specification?
  ) -> Bool {
    guard mine.source == theirs.source else { return false }
    let own = defaults(mine.name)
    let later = mine.values.filter { setting in
      theirs.value(of: setting.key) == nil && own?.value(of: setting.key) == setting.value
    }
    let rest = mine.values.filter { !later.contains($0) }
    return rest.count == theirs.values.count
      && zip(rest, theirs.values).allSatisfy { a, b in
        guard a.key == b.key else { return false }
        switch (a.value, b.value) {
        case (.nested(let a), .nested(let b)): return isSame(a, b, defaults)
        case (.list(let a), .list(let b)):
          return a.count == b.count && zip(a, b).allSatisfy { isSame($0, $1, defaults) }
        default: return a.value == b.value
        }
      }
  }
}
