import ArgumentParser
import Descent
import DescentFiles

/// `descent evaluate`: value, gradient and Hessian of a problem at a point.
struct EvaluateCommand: AsyncParsableCommand, TakesPlugins {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Evaluate a problem at a point: its value, gradient and Hessian.",
    discussion: """
      Evaluates in double precision, over all examples. The Hessian is the problem's own, exact up to \
      rounding; --derivatives 2 is refused for a problem without one. Outside its domain a problem is \
      infinite or not a number, as its documentation says; NaN is an error (exit 2) that names the entry.

      EXAMPLES
        descent evaluate rosenbrock --at=-1.2,1
        descent evaluate beale --at=1,1 --derivatives 2 --json
      """)

  @Argument(
    help: "A problem, as name:key=value,…, or a plugin file.",
    completion: Completions.names("problems"))
  var problem: String

  @Option(
    parsing: .unconditional,
    help: "The point: one number per parameter, joined by commas (default: the start of seed 0)."
  )
  var at: String?

  @Option(name: .shortAndLong, help: "The highest derivative: 0, 1 or 2.")
  var derivatives = 1

  @Flag(help: "Print JSON; numbers that are not finite are null, and named on standard error.")
  var json = false

  @OptionGroup var plugins: PluginOptions

  func run() async throws {
    guard (0...2).contains(derivatives) else {
      throw Failure.usage("--derivatives must be 0, 1 or 2, got \(derivatives)")
    }
    let specification = try await Workbench.current.specification(problem, kind: "problem")
    Workbench.current.guarded([specification])
    let point = try at.map(PointText.point)
    let problem = try Self.problem(specification, in: point?.count)
    if let point, point.count != problem.dimension {
      throw Failure.usage(
        "--at has \(counted(point.count, "number")), \(problem.specification.name) has "
          + counted(problem.dimension, "parameter"))
    }
    let values = try Evaluation(
      problem, at: point ?? problem.start(seed: 0), derivatives: derivatives)
    json ? Console.current.print(values.json) : Console.current.print(values.text)
    let undefined = values.places(where: \.isNaN)
    guard undefined.isEmpty else {
      throw Failure.broken(
        "\(problem.specification.name) is not a number at this point: "
          + Evaluation.list(undefined))
    }
    let infinite = values.places(where: \.isInfinite)
    if json, !infinite.isEmpty {
      Console.current.printError(
        "descent: null stands for infinite numbers: " + Evaluation.list(infinite))
    }
  }

  /// The problem; if it has a setting `n` that is not given, `n` is the length of the point.
  private static func problem(
    _ specification: Specification, in dimension: Int?
  ) throws -> any Problem {
    let registry = Workbench.current.registry
    let problem = try registry.problem(specification)
    guard let dimension, dimension != problem.dimension, specification.value(of: "n") == nil,
      let sized = try? registry.problem(specification.adding("n", .text(String(dimension)))),
      sized.dimension == dimension
    else { return problem }
    return sized
  }
}
