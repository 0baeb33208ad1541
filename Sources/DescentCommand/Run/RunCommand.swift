import ArgumentParser
import Descent
import DescentFiles
import DescentPictures

/// `descent run`: one optimizer on one problem.
struct RunCommand: AsyncParsableCommand, TakesPlugins {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run one optimizer on one problem.",
    discussion: """
      The loss, the gradient norm and the gap to the known minimum are printed with a small curve.
      On each gradient the order is: accumulate, clip by value, clip by norm, then the optimizer.

      EXAMPLES
        descent run --problem rosenbrock --optimizer adam:lr=0.01 --steps 2000
        descent run --problem beale --optimizer momentum --schedule cosine --json
      """)

  @Option(help: "What to minimise, as name:key=value,… or FILE.swift:key=value,…")
  var problem: String

  @Option(help: "The rule, likewise.")
  var optimizer: String

  @Option(help: "The learning rate's shape over the run, likewise.")
  var schedule = "constant"

  @OptionGroup(title: "Length and start") var length: LengthOptions
  @OptionGroup(title: "Gradients") var gradients: GradientOptions

  @Option(parsing: .unconditional, help: "Stop when the loss is at most this.")
  var target: Double?

  @Option(parsing: .unconditional, help: "Stop when the gradient norm is at most this.")
  var gradientTolerance: Double?

  @OptionGroup(title: "Files") var files: FileOptions

  @Flag(
    help: """
      Keep no copy of the parameters before each step: less memory, but no step norms, and a \
      diverged run ends where it is.
      """)
  var lean = false

  @OptionGroup var plugins: PluginOptions

  @Flag(help: "Print one JSON object; numbers that are not finite are null.")
  var json = false

  func run() async throws {
    try files.check()
    let start = try length.startPoint()
    let resumed = try files.resume.map { try ResumedRun(path: $0) }
    let workbench = Workbench.current
    let problem = try await workbench.specification(self.problem, kind: "problem")
    let optimizer = try await workbench.specification(self.optimizer, kind: "optimizer")
    let schedule = try await workbench.specification(self.schedule, kind: "schedule")
    try await run(problem, optimizer, schedule, from: start, resumed)
  }

  private func run(
    _ problem: Specification, _ optimizer: Specification, _ schedule: Specification,
    from start: [Double]?, _ resumed: ResumedRun?
  ) async throws {
    let registry = Workbench.current.registry
    let problem = try registry.problem(problem)
    let rule = try registry.optimizer(optimizer)
    let plan = try RunLength(problem: problem, asked: length.stoppingRules)
    let optimizer = try gradients.applied(to: rule)
    let updates = plan.updates(of: optimizer)
    let schedule = try registry.schedule(schedule, horizon: updates)
    if gradients.accumulate ?? 1 > 1, !plan.hasMiniBatches {
      Console.current.printError(
        "descent: note: --accumulate changes nothing here, the problem has no mini-batches")
    }
    var options = RunOptions(plan.length)
    options.seed = length.seed
    options.start = start
    options.target = target
    options.gradientTolerance = gradientTolerance
    options.keepsPrevious = !lean
    if files.trace == nil {
      options.traceInterval = max(1, (updates ?? 4000) / 4000)
    }
    let job = RunJob(
      problem: problem, optimizer: optimizer, schedule: schedule, options: options,
      totalSteps: updates ?? 0, files: files, resumed: resumed)
    let result =
      switch length.precision ?? resumed?.precision ?? .float64 {
      case .float32: try job.run(in: Float.self)
      case .float64: try job.run(in: Double.self)
      }
    Console.current.print(json ? result.json.indented() : result.summary)
    if let trace = files.trace {
      try TraceFile.write(result.report.trace, to: trace, hasExamples: result.report.metrics != nil)
    }
    if let plot = files.plot { try await drawPicture(try result.picture(), to: plot) }
  }
}
