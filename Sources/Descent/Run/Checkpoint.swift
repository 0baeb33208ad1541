/// Everything that a run needs to go on as if it had never stopped.
public struct Checkpoint<T: KernelScalar>: Sendable, Hashable {
  /// What the run was doing: `problem`, `optimizer`, `schedule`, `seed`, `start`, each as text,
  /// and digests of content: the problem's ``Problem/contentDigests`` and ``RunOptions/identity``.
  public var configuration: [String: String]
  /// The parameters, in the order of the layout.
  public var parameters: [T]
  /// The optimizer's state.
  public var state: OptimizerState<T>
  /// How far the run has come.
  public var progress: RunProgress
  /// The parameters before the last step, to go back to if the next mini-batch shows that it led
  /// astray; empty where each step sees everything.
  public var previous: [T]
  /// The point that counts, where the optimizer names another than the stepped one; empty elsewhere.
  public var evaluationPoint: [T] = []
  /// The points of the last steps, the oldest first, where the problem delays gradients; empty
  /// elsewhere.
  public var history: [T] = []
  /// State of the optimizer that is no numbers, as its ``ExternalState`` exports it.
  public var external: [UInt8]?
  /// The version of the file format that the checkpoint was read from.
  public var version = 3

  /// A checkpoint of its parts.
  public init(
    configuration: [String: String], parameters: [T], state: OptimizerState<T>,
    progress: RunProgress, previous: [T] = []
  ) {
    self.configuration = configuration
    self.parameters = parameters
    self.state = state
    self.progress = progress
    self.previous = previous
  }
}

/// The counters of a run: where it is, what it has spent, and the best it has seen.
public struct RunProgress: Sendable, Hashable {
  /// Updates made.
  package var step = 0
  /// Epochs completed, and the examples of the next one already visited.
  package var epoch = 0
  package var position = 0
  package var evaluations = Evaluations()
  /// Micro-batches taken from an order of examples that was given.
  package var batches = 0
  /// What the evaluation of the start has cost, and the examples that it was taken over.
  package var startCost = 0.0
  package var startExamples = 0
  /// The state of a ``PlateauSchedule``.
  package var reducer = ReduceOnPlateau.State()
  /// The lowest loss that counted as an improvement, and the steps (epochs) since.
  package var best = Double.infinity
  package var sinceBest = 0
  /// Whether the run has ended in divergence, back at the last point before it.
  package var hasDiverged = false
  /// The loss and the gradient norm that the run last saw, and those one step before.
  package var loss = Double.infinity
  package var gradientNorm = Double.infinity
  package var previousLoss = Double.infinity
  package var previousGradientNorm = Double.infinity

  package init() {}
}

/// A checkpoint that does not belong to the run that it was offered to.
public enum CheckpointMismatch: Error, Hashable, Sendable, CustomStringConvertible {
  /// The run and the checkpoint differ in this part of the configuration.
  case configuration(key: String, run: String, checkpoint: String)
  /// The stored numbers do not fit the run's parameters or optimizer state.
  case shape(what: String, run: Int, checkpoint: Int)

  public var description: String {
    switch self {
    case .configuration(let key, let run, let checkpoint):
      "the checkpoint is of \(key) \(checkpoint), this run of \(key) \(run)"
    case .shape(let what, let run, let checkpoint):
      "the checkpoint holds \(checkpoint) \(what), this run has \(run)"
    }
  }
}
