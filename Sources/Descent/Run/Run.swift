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
  /// What a checkpoint of this run must agree with.
  let configuration: [String: String]
  let stateLayout: StateLayout
  /// How many parameters of the point before a checkpoint holds: with mini-batches all, since only the
  /// next batch shows whether the last step led astray.
  let savedPreviousCount: Int
  private let parameterMemory: Scratch<T>
  private let memory: Scratch<T>
  private let scalars: Scratch<Double>
  var core: RunCore<T>

  /// - Parameters:
  ///   - observers: each is called with the start and with every step.
  ///   - workers: threads that large parameter vectors are divided among; one unless given.
  ///   - checkpoint: where to go on from; it must be of the same configuration.
  /// - Throws: ``ConfigurationError``, ``CheckpointMismatch``, or what the problem throws when it
  ///   prepares its data.
  @specialized(where T == Float)
  @specialized(where T == Double)
  public init(
    _ problem: any Problem, _ optimizer: any Optimizer, schedule: any Schedule = Constant(),
    options: RunOptions, observers: [(StepRecord<T>) -> Void] = [],
    workers: Workers? = nil, resuming checkpoint: Checkpoint<T>? = nil
  ) throws {
    // First of all: a layout may not even exist for hyperparameters that are out of range.
    try (problem as? any Configurable)?.checkHyperparameters()
    let layout = problem.layout
    let n = layout.count
    let objective = try T.makeObjective(problem)
    let miniBatches = objective.examples.flatMap { $0.batchSize < $0.count ? $0 : nil }
    try options.check(dimension: n, hasMiniBatches: miniBatches != nil)
    let kernel = try T.makeKernel(optimizer, layout, workers: workers)
    self.problem = problem
    self.optimizer = optimizer
    self.schedule = schedule
    self.options = options
    stateLayout = kernel.stateLayout
    configuration = [
      "problem": problem.specification.description,
      "optimizer": optimizer.specification.description,
      "schedule": schedule.specification.description,
      "precision": T.precisionName,
      "seed": String(options.seed),
      "start": options.start.map { $0.map(\.hyperparameterText).joined(separator: ",") }
        ?? "default",
    ]
    savedPreviousCount = miniBatches == nil || !options.keepsPrevious ? 0 : n
    try checkpoint?.check(
      configuration, n: n, stateLayout, previous: savedPreviousCount, miniBatches: miniBatches)
    let progress = checkpoint?.progress ?? RunProgress()
    // The start is let go of before the rest is taken up: in double precision it is as large.
    parameterMemory = Scratch(n)
    if checkpoint == nil { Self.setStart(parameterMemory.pointer, n, problem, options) }
    let previousCount = options.keepsPrevious ? n : 0
    memory = Scratch(n + previousCount + stateLayout.count)
    scalars = Scratch(stateLayout.scalars.count)
    let spending = OracleSpending()
    let evaluate = objective.valueAndGradient
    let exampleCount = objective.examples?.count ?? 0
    let oracle = Oracle<T> { point, gradient in
      spending.gradients += 1
      spending.examples += miniBatches == nil ? exampleCount : spending.batch.count
      guard let miniBatches else { return evaluate(point, gradient) }
      return miniBatches.batchGradient(point, gradient, spending.batch)
    }
    core = RunCore(
      kernel: kernel, objective: objective, miniBatches: miniBatches, oracle: oracle,
      spending: spending, observers: observers, schedule: schedule,
      isUnscheduled: schedule.horizon == 0 && schedule.factor(at: 1) == 1, options: options,
      endsAtLimitOnly: options.gradientTolerance == nil && options.target == nil
        && options.plateau == nil, baseRate: optimizer.learningRate,
      n: n, x: parameterMemory.pointer, g: memory.pointer, previous: memory.pointer + n,
      buffers: memory.pointer + n + previousCount, scalars: scalars.pointer,
      order: miniBatches.map {
        BatchOrder(
          exampleCount: $0.count, batchSize: $0.batchSize, seed: options.seed,
          epoch: progress.epoch, position: progress.position)
      }, progress: progress,
      trace: options.emptyTrace(
        dimension: n, measures: objective.examples != nil && miniBatches == nil))
    if let checkpoint {
      restore(checkpoint)
    } else {
      begin()
    }
  }

  /// Takes one step (one update of the parameters), unless the run has ended.
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func advance() { core.advance(1) }

  /// Takes up to `count` steps, fewer if the run ends.
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func advance(_ count: Int) { core.advance(count) }

  /// Steps until the run has an outcome.
  /// - Returns: what it achieved.
  @discardableResult
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func finish() -> RunReport {
    core.advance(.max)
    return report
  }

  private func begin() {
    for buffer in stateLayout.buffers where buffer.slot.initial != 0 {
      for i in buffer.range { core.buffers[i] = T(buffer.slot.initial) }
    }
    for (i, slot) in stateLayout.scalars.enumerated() { core.scalars[i] = slot.initial }
    core.begin()
  }

  private static func setStart(
    _ x: UnsafeMutablePointer<T>, _ n: Int, _ problem: any Problem, _ options: RunOptions
  ) {
    let start = options.start ?? problem.start(seed: options.seed)
    precondition(start.count == n, "\(problem.specification): a start of \(start.count) for \(n)")
    for i in 0..<n { x[i] = T(start[i]) }
  }
}
