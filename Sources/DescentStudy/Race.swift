import Descent

/// Several optimizers on the same problems, from the same starts and seeds.
package struct Race: Sendable {
  /// The number of steps of a run on a problem without mini-batches, unless ``steps`` is given.
  package static let defaultSteps = 2000
  /// The number of epochs of a run with mini-batches, unless ``steps`` is given.
  package static let defaultEpochs = 20

  package let problems: [any Problem]
  /// The optimizers; one without a given `lr` gets it from a pilot (``LearningRatePilot``).
  package let optimizers: [Specification]
  /// The registry that creates the optimizers.
  package let registry: Registry
  package var steps: Int?
  package var seed: UInt64 = 0

  package init(
    problems: [any Problem], optimizers: [Specification], registry: Registry
  ) {
    self.problems = problems
    self.optimizers = optimizers
    self.registry = registry
  }

  /// Receives the events of every run, on the run's thread.
  package var observer: any RaceObserver = SilentObserver()

  /// Performs all runs, several at a time.
  /// - Parameters:
  ///   - concurrency: the number of concurrent runs, at least 1.
  ///   - finished: called after each run with its entry, the number of finished runs and the
  ///     total.
  /// - Returns: one row per problem, with one entry per optimizer, in the order given; nil for runs
  ///   that the observer has ended.
  /// - Throws: the errors of creating an optimizer or a run.
  package func run(
    concurrency: Int, finished: @escaping @Sendable (RaceEntry, Int, Int) -> Void = { _, _, _ in }
  ) async throws -> [[RaceEntry?]] {
    let lanes = problems.indices.flatMap { problem in
      optimizers.indices.map { (problem: problem, optimizer: $0) }
    }
    let results = await concurrentMap(
      count: lanes.count, concurrency: concurrency,
      { lane in
        Result {
          let (problem, optimizer) = (problems[lanes[lane].problem], lanes[lane].optimizer)
          observer.began(lane, problem: lanes[lane].problem, optimizer: optimizer)
          let entry = try entry(problem, optimizers[optimizer], lane)
          observer.ended(lane, problem: lanes[lane].problem, entry)
          return entry
        }
      },
      finished: { result, done in
        if let entry = try? result.get() { finished(entry, done, lanes.count) }
      })
    let flat = try results.map { try $0.get() }
    return problems.indices.map { problem in
      Array(flat[(problem * optimizers.count)..<((problem + 1) * optimizers.count)])
    }
  }

  func entry(
    _ problem: any Problem, _ specification: Specification, _ lane: Int
  ) throws -> RaceEntry? {
    var specification = specification
    let options = try budget(for: problem, specification)
    let isCostly = try registry.optimizer(specification).nominalCost != 1
    let share = try stepShare(problem)
    let isTuned = try needsPilot(specification)
    if isTuned {
      guard let rate = try pilotRate(specification, on: problem, options, lane) else { return nil }
      specification.settings.append((key: "lr", text: rate.hyperparameterText))
    }
    let optimizer = try registry.optimizer(specification)
    let run = try Run<Double>(problem, optimizer, options: options)
    let clock = ContinuousClock()
    var report: RunReport?
    var costs: [Double] = [0]
    let start = run.evaluations.cost
    let duration = clock.measure {
      guard isCostly else {
        return report = run.finish(checking: { observer.goesOn(lane, step: $0) })
      }
      report = run.finish { run in
        costs.append((run.evaluations.cost - start) / share)
        return run.progress.step % 64 != 0 || observer.goesOn(lane, step: run.progress.step)
      }
      if case .interrupted? = run.outcome { report = nil }
    }
    guard let report else { return nil }
    var entry = RaceEntry(
      optimizer: optimizer.specification, learningRate: optimizer.learningRate, isTuned: isTuned,
      report: report, reference: problem.reference?.value ?? problem.infimum?.value,
      seconds: duration / .seconds(1),
      costs: isCostly ? costs : nil)
    // A loss over examples is a cross-entropy or a sum of squares, and so bounded below by 0.
    entry.hasGap =
      try problem.reference != nil || problem.infimum != nil || problem.exampleCount != nil
    return entry
  }

  /// The length of a run, with the same budget in gradients for every optimizer.
  private func budget(
    for problem: any Problem, _ specification: Specification
  ) throws -> RunOptions {
    var options = try options(for: problem)
    try checkTrace(of: problem, options)
    let isCostly = try registry.optimizer(specification).nominalCost != 1
    if isCostly, let length = options.stop.steps ?? options.stop.epochs {
      // A step costs its share of the examples, an epoch all of them.
      let unit = options.stop.steps == nil ? 1 : try stepShare(problem)
      options.stop = options.stop | .cost(Double(length) * unit)
    }
    return options
  }

  /// Whether a pilot chooses a rule's rate. A combination has no rate that could be tuned.
  func needsPilot(_ specification: Specification) throws -> Bool {
    let hasRate = registry.optimizers.contains { entry in
      entry.card.name == specification.name && entry.hyperparameters.contains { $0.key == "lr" }
    }
    return hasRate && specification["lr"] == nil
  }

  /// The rate chosen by a pilot; nil if the observer has ended it.
  func pilotRate(
    _ specification: Specification, on problem: any Problem, _ lane: Int
  ) throws -> Double? {
    try pilotRate(specification, on: problem, budget(for: problem, specification), lane)
  }

  private func pilotRate(
    _ specification: Specification, on problem: any Problem, _ options: RunOptions, _ lane: Int
  ) throws -> Double? {
    try LearningRatePilot(registry: registry, problem: problem, options: options)
      .bestRate(specification, goesOn: { observer.goesOn(lane, step: $0) })
  }

  /// Rejects a length whose trace does not fit into the machine's memory.
  private func checkTrace(of problem: any Problem, _ options: RunOptions) throws {
    guard let steps = options.stop.steps else { return }
    let width = 5 + (problem.dimension <= options.tracedDimension ? problem.dimension : 0)
    try MachineMemory.check("race", bytes: 8 * Double(width) * Double(steps))
  }

  /// The share of the examples over which a step evaluates the gradient.
  private func stepShare(_ problem: any Problem) throws -> Double {
    guard let examples = try problem.exampleCount else { return 1 }
    return Double(examples.batch) / Double(examples.count)
  }

  /// The given length, or the default for this kind of problem.
  func options(for problem: any Problem) throws -> RunOptions {
    let hasMiniBatches = try problem.exampleCount?.hasMiniBatches ?? false
    let usual =
      hasMiniBatches ? RunOptions.Length.epochs(Self.defaultEpochs) : .steps(Self.defaultSteps)
    var options = RunOptions(steps.map { .steps($0) } ?? usual)
    options.seed = seed
    return options
  }
}
