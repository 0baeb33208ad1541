/// One run: a problem, an optimizer and a schedule, stepped to an outcome.
///
/// ```swift
/// let run = try Run<Double>(Rosenbrock(), Adam(), options: RunOptions(.steps(5000)))
/// let report = run.finish()
/// print(report.outcome, report.loss)
/// ```
public final class Run<T: KernelScalar> {
  public let problem: any Problem
  public let optimizer: any Optimizer
  public let schedule: any Schedule
  public let options: RunOptions
  /// Where the run is and what it has spent.
  public internal(set) var progress: RunProgress
  /// Why the run ended, or nil while it goes on.
  public internal(set) var outcome: Outcome?
  public internal(set) var trace: Trace

  let kernel: OptimizerKernel<T>
  let objective: Objective<T>
  let oracle: Oracle<T>
  let spending: OracleSpending
  let configuration: [String: String]
  /// The examples, if each step sees a part of them only.
  let miniBatches: Examples<T>?
  var order: BatchOrder?
  let observers: [(StepRecord<T>) -> Void]
  let baseRate: Double
  let n: Int
  /// Parameters, gradient, the parameters before the last step, and the optimizer's buffers.
  let memory: Scratch<T>
  let scalars: Scratch<Double>
  var x: UnsafeMutablePointer<T> { memory.pointer }
  var g: UnsafeMutablePointer<T> { memory.pointer + n }
  var previous: UnsafeMutablePointer<T> { memory.pointer + 2 * n }
  var buffers: UnsafeMutablePointer<T> { memory.pointer + 3 * n }
  let stateLayout: StateLayout
  /// The loss and the gradient norm that the run last saw, and those one step before.
  var loss = Double.nan
  var gradientNorm = Double.nan
  var previousLoss = Double.nan
  var previousGradientNorm = Double.nan
  var lastMetrics: Metrics?

  /// - Parameters:
  ///   - observers: each is called with the start and with every step.
  ///   - checkpoint: where to go on from; it must be of the same configuration.
  /// - Throws: ``ConfigurationError``, ``CheckpointMismatch``, or what the problem throws when it
  ///   prepares its data.
  public init(
    _ problem: any Problem, _ optimizer: any Optimizer, schedule: any Schedule = Unscheduled(),
    options: RunOptions, observers: [(StepRecord<T>) -> Void] = [],
    resuming checkpoint: Checkpoint<T>? = nil
  ) throws {
    let layout = problem.layout
    n = layout.count
    objective = try T.makeObjective(problem)
    miniBatches = objective.examples.flatMap { $0.batchSize < $0.count ? $0 : nil }
    try options.check(dimension: n, hasMiniBatches: miniBatches != nil)
    kernel = try T.makeKernel(optimizer, layout)
    stateLayout = kernel.stateLayout
    self.problem = problem
    self.optimizer = optimizer
    self.schedule = schedule
    self.options = options
    self.observers = observers
    baseRate = optimizer.learningRate
    configuration = [
      "problem": problem.specification.description,
      "optimizer": optimizer.specification.description,
      "schedule": schedule.specification.description,
      "precision": T.precisionName,
      "seed": String(options.seed),
      "start": options.start.map { $0.map(\.hyperparameterText).joined(separator: ",") }
        ?? "default",
    ]
    progress = checkpoint?.progress ?? RunProgress()
    memory = Scratch(3 * n + stateLayout.count)
    scalars = Scratch(stateLayout.scalars.count)
    trace = Trace(dimension: n <= options.tracedDimension ? n : 0)
    let (evaluate, batches) = (objective.valueAndGradient, miniBatches)
    let spent = OracleSpending()
    spending = spent
    oracle = Oracle { point, gradient in
      spent.gradients += 1
      guard let batches else { return evaluate(point, gradient) }
      spent.examples += spent.batch.count
      return batches.batchGradient(point, gradient, spent.batch)
    }
    if let checkpoint { try check(checkpoint) }
    if let miniBatches {
      order = BatchOrder(
        exampleCount: miniBatches.count, batchSize: miniBatches.batchSize, seed: options.seed,
        epoch: progress.epoch, position: progress.position)
    }
    if let checkpoint {
      restore(checkpoint)
    } else {
      begin()
    }
  }
}

/// What a run's oracle shares with its loop: the batch that it evaluates on, and what it has spent.
final class OracleSpending {
  var gradients = 0
  var examples = 0
  var batch = UnsafeBufferPointer<Int>(start: nil, count: 0)
}
