/// What a run achieved.
public struct RunReport: Sendable, Hashable {
  public let outcome: Outcome
  /// The final parameters; after divergence, the last ones with a finite loss.
  public let parameters: [Double]
  /// The loss there; with mini-batches, over all training examples.
  public let loss: Double
  /// The norm of the gradient that the run last used.
  public let gradientNorm: Double
  /// Losses and accuracies over whole data sets, for problems with examples.
  public let metrics: Metrics?
  public let evaluations: Evaluations
  /// Epochs completed, for problems with mini-batches.
  public let epochs: Int
  public let trace: Trace
}

extension Run {
  /// What the run has achieved so far. - Precondition: it has an outcome.
  public var report: RunReport {
    guard let outcome else { preconditionFailure("the run is still going on") }
    return RunReport(
      outcome: outcome, parameters: parameters.map(Double.init),
      loss: miniBatches == nil ? loss : lastMetrics?.trainLoss ?? loss, gradientNorm: gradientNorm,
      metrics: lastMetrics, evaluations: evaluations, epochs: progress.epoch, trace: trace)
  }

  /// A copy of the parameters.
  public var parameters: [T] { Array(UnsafeBufferPointer(start: x, count: n)) }

  /// Evaluations so far, those that the optimizer asked for itself included.
  public var evaluations: Evaluations {
    var total = progress.evaluations
    total.gradients += spending.gradients
    total.examples += spending.examples
    return total
  }

  /// A copy of the optimizer's state.
  public var state: OptimizerState<T> {
    var state = OptimizerState<T>(stateLayout)
    for i in state.storage.indices { state.storage[i] = buffers[i] }
    for i in state.scalars.indices { state.scalars[i] = scalars.pointer[i] }
    return state
  }

  /// Everything needed to go on later, bit for bit as if the run had not stopped.
  public var checkpoint: Checkpoint<T> {
    var progress = progress
    progress.evaluations = evaluations
    (progress.loss, progress.gradientNorm) = (loss, gradientNorm)
    (progress.previousLoss, progress.previousGradientNorm) = (previousLoss, previousGradientNorm)
    let before = UnsafeBufferPointer(start: previous, count: miniBatches == nil ? 0 : n)
    return Checkpoint(
      configuration: configuration, parameters: parameters, state: state, progress: progress,
      previous: Array(before))
  }

  func load(_ state: OptimizerState<T>) {
    for i in state.storage.indices { buffers[i] = state.storage[i] }
    for i in state.scalars.indices { scalars.pointer[i] = state.scalars[i] }
  }

  /// Refuses a checkpoint that is not of this configuration.
  func check(_ checkpoint: Checkpoint<T>) throws(CheckpointMismatch) {
    for (key, mine) in configuration.sorted(by: { $0.key < $1.key }) {
      let theirs = checkpoint.configuration[key] ?? "unknown"
      guard mine == theirs else {
        throw .configuration(key: key, run: mine, checkpoint: theirs)
      }
    }
    func match(_ what: String, _ mine: Int, _ theirs: Int) throws(CheckpointMismatch) {
      guard mine == theirs else { throw .shape(what: what, run: mine, checkpoint: theirs) }
    }
    try match("parameters", n, checkpoint.parameters.count)
    try match("state entries", stateLayout.count, checkpoint.state.storage.count)
    try match("state scalars", stateLayout.scalars.count, checkpoint.state.scalars.count)
    try match("earlier parameters", miniBatches == nil ? 0 : n, checkpoint.previous.count)
    // A position past the end would be of a longer pass over the data.
    let (examples, position) = (miniBatches?.count ?? 1, checkpoint.progress.position)
    guard (0..<examples).contains(position) else {
      throw .shape(what: "visited examples", run: examples, checkpoint: position)
    }
  }

  /// Takes up a checkpoint that has passed ``check(_:)``.
  func restore(_ checkpoint: Checkpoint<T>) {
    for i in 0..<n { x[i] = checkpoint.parameters[i] }
    for (i, value) in checkpoint.previous.enumerated() { previous[i] = value }
    load(checkpoint.state)
    (loss, gradientNorm) = (progress.loss, progress.gradientNorm)
    (previousLoss, previousGradientNorm) = (progress.previousLoss, progress.previousGradientNorm)
    // The run before had this point's gradient in hand: having it again costs, but counts once.
    if miniBatches == nil {
      let spent = progress.evaluations
      evaluateFully()
      progress.evaluations = spent
    }
    if objective.examples != nil { lastMetrics = objective.examples?.metrics(x) }
    // What ended the run before ends it again; with mini-batches the loss is judged after an epoch.
    let endedEpoch = progress.epoch > 0 && progress.position == 0
    let judged = miniBatches == nil ? loss : (endedEpoch ? lastMetrics?.trainLoss : nil)
    let stalled = options.plateau.map { progress.sinceBest >= $0.patience } ?? false
    outcome = ending(judged, stalled: stalled)
  }
}
