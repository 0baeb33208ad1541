/// Everything that a run needs to continue as if it had never stopped.
public struct Checkpoint<T: KernelScalar>: Sendable, Hashable {
  /// The configuration of the run: `problem`, `optimizer`, `schedule`, `precision`, `kernel`,
  /// `seed` and `start`, each as text, and digests of content: the problem's
  /// ``Problem/contentDigests`` and ``RunOptions/identity``.
  public var configuration: [String: String]
  /// The parameters, in the order of the layout.
  public var parameters: [T]
  /// The optimizer's state.
  public var state: OptimizerState<T>
  /// The progress of the run.
  public var progress: RunProgress
  /// The parameters before the last step, to which the run returns if the next mini-batch shows
  /// that it has diverged. Empty if each step uses all examples.
  public var previous: [T]
  /// The evaluation point, if it differs from the parameters; otherwise empty.
  public var evaluationPoint: [T] = []
  /// The points of the last steps, the oldest first, if the problem delays gradients; otherwise
  /// empty.
  public var history: [T] = []
  /// The exported ``ExternalState`` of the optimizer, if it has any.
  public var external: [UInt8]?
  /// The version of the file format that the checkpoint was read from.
  public var version = 3

  /// Creates a checkpoint.
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

/// The counters of a run: its position, its cost so far, and its best loss.
public struct RunProgress: Sendable, Hashable {
  /// Updates made.
  package var step = 0
  /// Epochs completed, and the examples of the next one already visited.
  package var epoch = 0
  package var position = 0
  package var evaluations = Evaluations()
  /// The number of micro-batches taken from a given order of examples.
  package var batches = 0
  /// The cost of evaluating the start, and the number of examples used.
  package var startCost = 0.0
  package var startExamples = 0
  /// The state of a ``PlateauSchedule``.
  package var reducer = ReduceOnPlateau.State()
  /// The lowest loss that counted as an improvement, and the number of steps (epochs) since.
  package var best = Double.infinity
  package var sinceBest = 0
  /// Whether the run has diverged and returned to the last point before that.
  package var hasDiverged = false
  /// The last loss and gradient norm of the run, and those one step before.
  package var loss = Double.infinity
  package var gradientNorm = Double.infinity
  package var previousLoss = Double.infinity
  package var previousGradientNorm = Double.infinity

  package init() {}
}

/// The error for a checkpoint that does not belong to the run that should resume it.
public enum CheckpointMismatch: Error, Hashable, Sendable, CustomStringConvertible {
  /// The run and the checkpoint have different values for a key of the configuration.
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
