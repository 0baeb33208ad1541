/// One run: a problem, an optimizer and a schedule, stepped to an outcome.
///
/// ```swift
/// let run = try Run<Double>(Rosenbrock(), Adam(), options: RunOptions(.steps(5000)))
/// let report = run.finish()
/// print(report.outcome, report.loss)
/// ```
public final class Run<T: KernelScalar> {
  /// The problem to minimize.
  public let problem: any Problem
  /// The optimizer, including its modifiers.
  public let optimizer: any Optimizer
  /// The factor of the learning rate.
  public let schedule: any Schedule
  /// Length, seed, start and tolerances.
  public let options: RunOptions
  let stateLayout: StateLayout
  /// The number of previous parameters in a checkpoint: with mini-batches, all of them, because only
  /// the next batch shows whether the last step diverged.
  let savedPreviousCount: Int
  private let parameterMemory: Scratch<T>
  private let memory: Scratch<T>
  private let scalars: Scratch<Double>
  private let reportMemory: ReportMemory<T>
  var core: RunCore<T>

  /// - Parameters:
  ///   - problem: what is minimised.
  ///   - optimizer: the rule, including its modifiers.
  ///   - schedule: the factor of the learning rate.
  ///   - options: length, seed, start and tolerances.
  ///   - observers: each is called with the start and with every step.
  ///   - workers: threads among which large parameter vectors are divided; by default, one.
  ///   - checkpoint: the checkpoint to resume; it must have the same configuration.
  /// - Throws: ``ConfigurationError``, ``CheckpointMismatch``, `BatchesError`, or an error of the problem
  ///   when it prepares its data.
  @specialized(where T == Float)
  @specialized(where T == Double)
  public init(
    _ problem: any Problem, _ optimizer: any Optimizer, schedule: any Schedule = Constant(),
    options: RunOptions, observers: [(StepRecord<T>) -> Void] = [],
    workers: Workers? = nil, resuming checkpoint: Checkpoint<T>? = nil
  ) throws {
    // Checked first, because there may be no layout for hyperparameters that are out of range.
    try (problem as? any Configurable)?.checkHyperparameters()
    let layout = problem.layout
    let n = layout.count
    let name = problem.specification.name
    let size = Double(MemoryLayout<T>.size)
    let vectors = options.keepsPrevious ? 3.0 : 2
    try MachineMemory.check(name, bytes: vectors * size * Double(n))
    let objective = try T.makeObjective(problem)
    let examples = objective.examples
    let batches = options.batches
    let miniBatches = examples.flatMap {
      batches != nil || $0.batchSize < $0.count || $0.drawnGradient != nil ? $0 : nil
    }
    try options.check(dimension: n, hasMiniBatches: miniBatches != nil)
    let kernel = try T.makeKernel(optimizer, layout, workers: workers)
    try MachineMemory.check(
      name, bytes: size * (vectors * Double(n) + Double(kernel.stateLayout.count)))
    self.problem = problem
    self.optimizer = optimizer
    self.schedule = schedule
    self.options = options
    stateLayout = kernel.stateLayout
    savedPreviousCount = miniBatches == nil || !options.keepsPrevious ? 0 : n
    try MachineMemory.check(
      name, bytes: size * Double(n) * (vectors + Double(objective.delay)))
    let spending = RunOracle(objective, miniBatches, n)
    spending.keepsPrevious = optimizer.needs.contains(.examples)
    let oracle = spending.oracle()
    let offers = objective.delay > 0 ? oracle.offers.subtracting(.ofProblem) : oracle.offers
    try Self.checkNeeds(of: optimizer, offers, spending.approximate, problem)
    let window = (optimizer as? Modified)?.accumulatedBatches ?? 1
    if let batches {
      guard let examples else {
        throw ConfigurationError.inconsistent(
          owner: "run", reason: "\(problem.specification.name) has no examples to be ordered")
      }
      try BatchOrder.check(
        batches, exampleCount: examples.count, batchSize: examples.batchSize, window: window,
        steps: options.stop.steps, epochs: options.stop.epochs)
    }
    // Checked before its counters are used, because those of another run may be out of range
    // here.
    try checkpoint?.check(
      Self.configuration(problem, optimizer, schedule, options),
      defaults: Self.defaults(of: problem, optimizer, schedule), n: n, stateLayout,
      previous: savedPreviousCount, history: objective.delay * n, miniBatches: miniBatches)
    let progress = checkpoint?.progress ?? RunProgress()
    // Free the start array before allocating the work buffers: in double precision it is as large as
    // the parameters.
    parameterMemory = Scratch(n)
    if checkpoint == nil { Self.setStart(parameterMemory.pointer, n, problem, options) }
    let previousCount = options.keepsPrevious ? n : 0
    let evaluationCount = kernel.evaluationPoint == nil ? 0 : n
    memory = Scratch(n + previousCount + stateLayout.count + evaluationCount)
    scalars = Scratch(stateLayout.scalars.count)
    // Only a rule that may return a gradient of its own needs a second buffer.
    let asks = !optimizer.needs.isDisjoint(with: Needs.ofProblem.union(.evaluation))
    reportMemory = ReportMemory(asks ? n : 0)
    let plateau = schedule as? PlateauSchedule
    let batchesPerEpoch = miniBatches.map { ($0.count - 1) / $0.batchSize + 1 } ?? 1
    let base = memory.pointer
    core = RunCore(
      kernel: kernel, objective: objective, miniBatches: miniBatches, oracle: oracle,
      spending: spending, observers: observers, schedule: schedule,
      isUnscheduled: schedule.horizon == 0 && schedule.factor(at: 1) == 1, options: options,
      isPlain: options.stop.isOfStepsOnly && examples == nil && observers.isEmpty
        && kernel.evaluationPoint == nil && plateau == nil && options.traceInterval <= 1,
      baseRate: optimizer.learningRate,
      horizon: options.horizon
        ?? options.stop.horizon(
          updatesPerEpoch: miniBatches == nil ? 1 : (batchesPerEpoch - 1) / window + 1,
          nominalCost: optimizer.nominalCost * Double(window)
            * (miniBatches.map { Double($0.batchSize) / Double($0.count) } ?? 1),
          examplesPerStep: (miniBatches?.batchSize ?? examples?.count ?? 0).times(window)),
      n: n, x: parameterMemory.pointer, previous: base + n,
      buffers: base + n + previousCount, scalars: scalars.pointer,
      evaluationPoint: evaluationCount == 0
        ? parameterMemory.pointer : base + n + previousCount + stateLayout.count,
      report: reportMemory.pointer, rates: Scratch(RunCore<T>.longestChunk), begun: .now, g: base,
      order: miniBatches.map {
        BatchOrder(
          exampleCount: $0.count, batchSize: $0.batchSize, seed: options.seed,
          epoch: progress.epoch, position: progress.position, batches: progress.batches,
          given: batches)
      },
      history: objective.delay > 0
        ? PointHistory(parameterMemory.pointer, n, delay: objective.delay) : nil,
      present: Scratch(miniBatches?.presence == nil ? 0 : layout.tensors.count, repeating: true),
      progress: progress,
      trace: options.emptyTrace(
        dimension: n, measures: examples != nil && miniBatches == nil,
        evaluates: kernel.evaluationPoint != nil),
      reducer: plateau?.reducer)
    if let checkpoint {
      try restore(checkpoint)
    } else {
      begin()
    }
  }

  /// The configuration that a checkpoint of this run must match.
  var configuration: [String: String] {
    Self.configuration(problem, optimizer, schedule, options)
  }

  private static func configuration(
    _ problem: any Problem, _ optimizer: any Optimizer, _ schedule: any Schedule,
    _ options: RunOptions
  ) -> [String: String] {
    let contents = problem.contentDigests.merging(options.identity) { own, _ in own }
    return [
      "problem": problem.specification.description,
      "optimizer": optimizer.specification.description,
      "schedule": schedule.specification.description,
      "precision": T.precisionName,
      "kernel": String(KernelRevision.current),
      "seed": String(options.seed),
      "start": options.start.map { $0.map(\.hyperparameterText).joined(separator: ",") }
        ?? "default",
    ].merging(contents) { own, _ in own }
  }

  private static func checkNeeds(
    of optimizer: any Optimizer, _ offers: Needs, _ approximate: Needs, _ problem: any Problem
  ) throws(ConfigurationError) {
    // The oracle always offers these, so the problem's own declaration decides.
    let declared: Needs = [.value, .evaluation, .consistentGradient]
    let asked = optimizer.needs.intersection(declared.union(.ofProblem))
    guard !asked.isEmpty else { return }
    let missing = asked.subtracting(
      offers.subtracting(declared).union(problem.offers.intersection(declared)))
    let rough = asked.intersection(approximate).subtracting(optimizer.acceptsApproximate)
    guard !missing.isEmpty || !rough.isEmpty else { return }
    throw .missingOffer(
      optimizer: optimizer.specification.name, needs: missing.union(rough),
      problem: problem.specification.name, isApproximate: missing.isEmpty)
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
  /// - Returns: the result.
  @discardableResult
  @specialized(where T == Float)
  @specialized(where T == Double)
  public func finish() -> RunReport {
    core.advance(.max)
    return report
  }

  /// Steps until the run has an outcome or the visitor ends it.
  /// - Parameter visit: called after every step (not for the start): it may read the run and
  ///   set ``rate``, and returns whether to continue.
  @discardableResult
  public func finish(visiting visit: (Run<T>) throws -> Bool) rethrows -> RunReport {
    while core.outcome == nil {
      core.advance(1)
      if try !visit(self) { interrupt() }
    }
    return report
  }

  /// Ends the run at the current step, unless it has ended.
  public func interrupt() {
    guard core.outcome == nil else { return }
    core.end(.interrupted(step: core.progress.step), measured: false)
  }

  /// The learning rate of the next steps, which overrides the schedule; nil to follow the
  /// schedule.
  public var rate: Double? {
    get { core.rateOverride }
    set { core.rateOverride = newValue }
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
