import ArgumentParser
import Descent
import DescentFiles
import DescentPictures

/// `descent run`: one optimizer on one problem.
struct RunCommand: AsyncParsableCommand, TakesPlugins {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run one optimizer on one problem.",
    usage: "descent run PROBLEM OPTIMIZER [--KEY VALUE] [options]",
    discussion: """
      Prints the loss, the gradient norm and the gap to the known minimum, with a small curve. The order \
      of the stages is: accumulate, clip by value, clip by norm, then the optimizer.

      EXAMPLES
        descent run rosenbrock adam --lr 0.01 --steps 2000
        descent run beale momentum:momentum=0.8 --schedule cosine --json
      """)

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "The problem, instead of its name above, as name:key=value,… or FILE.swift:key=value,…",
      valueName: "spec"), completion: Completions.names("problems"))
  var problem: String?

  @OptionGroup var rule: RuleOptions

  @OptionGroup(title: "Length and start") var length: LengthOptions
  @OptionGroup(title: "Gradients") var gradients: GradientOptions
  @OptionGroup(title: "Order of the examples") var batches: BatchOptions

  @Option(parsing: .unconditional, help: "Stop when the loss is at most this.")
  var target: Double?

  @Option(parsing: .unconditional, help: "Stop when the gradient norm is at most this.")
  var gradientTolerance: Double?

  @OptionGroup(title: "Files") var files: FileOptions

  @Flag(
    help: """
      Keep no copy of the previous parameters: this saves memory, but there are no step norms, and a \
      diverged run ends at its last point.
      """)
  var lean = false

  @OptionGroup var plugins: PluginOptions

  @Flag(help: "Print one JSON object; numbers that are not finite are null.")
  var json = false

  func validate() throws {
    if json, files.trace == TraceOutput.standardOutput {
      throw ValidationError("--json and --trace - cannot both be printed")
    }
  }

  func run() async throws {
    try files.check()
    let start = try length.startChoice()
    let resumed = try files.resume.map { try ResumedRun(path: $0) }
    let workbench = Workbench.current
    let names = try await RunNames(
      rule.words, problem: problem, optimizer: rule.optimizer, of: Self.self)
    let problem = try await workbench.specification(names.problem, kind: "problem")
    try await run(problem, try await rule.resolved(names.optimizer), from: start, resumed)
  }

  private func run(
    _ problem: Specification, _ rule: RuleOptions.Resolved, from start: StartChoice?,
    _ resumed: ResumedRun?
  ) async throws {
    let registry = Workbench.current.registry
    let problem = try registry.problem(problem)
    let plan = try RunLength(problem: problem, asked: length.stoppingRules())
    let stages = try gradients.stages()
    // The horizon depends on the cost of a step, which schedules do not change.
    let updates = plan.updates(of: try rule.built(in: registry, inserting: stages))
    let optimizer = try rule.built(in: registry, inserting: stages, horizon: updates)
    let schedule = try registry.schedule(rule.schedule, horizon: updates)
    for note in idleOptions(problem, optimizer, hasMiniBatches: plan.hasMiniBatches) {
      Console.current.printError("descent: note: \(note)")
    }
    var options = RunOptions(plan.length)
    options.seed = length.seed
    options.start = try start?.point(of: problem.layout)
    options.target = target
    options.gradientTolerance = gradientTolerance
    options.keepsPrevious = !lean
    options.identity = Workbench.current.identity(of: [
      problem.specification, optimizer.specification, schedule.specification,
    ])
    options.batches = try batches.order()
    options.recordsBatches = batches.writeBatches != nil
    if files.trace == nil {
      options.traceInterval = max(1, (updates ?? 4000) / 4000)
    }
    let job = RunJob(
      problem: problem, optimizer: optimizer, schedule: schedule, options: options,
      totalSteps: updates ?? 0, files: files, resumed: resumed)
    let precision = length.precision ?? resumed?.precision ?? .float64
    if precision == .float32 { try registry.checkSinglePrecision(optimizer.specification) }
    let result =
      switch precision {
      case .float32: try job.run(in: Float.self)
      case .float64: try job.run(in: Double.self)
      }
    // Write files before text, so that a closed output pipe loses no data.
    if let path = batches.writeBatches { try result.writeBatches(to: path) }
    if let path = files.writeWeights {
      switch precision {
      case .float32: try result.writeWeights(as: Float.self, to: path)
      case .float64: try result.writeWeights(as: Double.self, to: path)
      }
    }
    if let plot = files.plot {
      if let kept = result.sketch.keptCount {
        Console.current.printError(
          "descent: note: \(plot) is drawn from \(kept) of \(counted(result.sketch.count, "point"))"
        )
      }
      try await drawPicture(try result.picture(), to: plot)
    }
    if files.trace == TraceOutput.standardOutput {
      Console.current.printError(result.summary)
    } else {
      json ? Console.current.print(result.json) : Console.current.print(result.summary)
    }
    if case .interrupted(let step) = result.report.outcome, let signal = Interruption.signal {
      throw interrupted(signal, step)
    }
    switch result.report.outcome {
    case .failed(let step, let message):
      throw Failure.broken("the run failed after \(counted(step, "step")): \(message)")
    case .notFiniteAtStart: throw Failure.broken(result.notFiniteAtStart)
    default: break
    }
  }

  /// The error of a run that a signal ended, with a hint on how to continue.
  private func interrupted(_ signal: Int32, _ step: Int) -> Failure {
    let next = files.checkpoint.map { "continue with --resume \($0) and the same settings" }
    return .interrupted(
      signal, "after \(counted(step, "step"))",
      next: next ?? "with --checkpoint FILE a run can continue from here")
  }
}
