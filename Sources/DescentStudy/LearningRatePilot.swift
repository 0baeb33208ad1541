import Descent

/// Chooses a learning rate where none is given: the same for every optimizer, so that a race compares
/// rules and not defaults that were meant for another problem.
///
/// Each rate of ``grid`` is tried in a run of a fifth of the race's length, from the same start and
/// seed; the one with the lowest final loss wins, the smaller one if two tie.
public struct LearningRatePilot: Sendable {
  /// 1 and 3 times the powers of ten from 10⁻⁴ to 1.
  public static let grid = [1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1, 3e-1, 1]

  let registry: Registry
  let problem: any ConfigurableProblem
  let options: RunOptions

  /// - Parameter options: those of the race; the pilot shortens them.
  public init(registry: Registry, problem: any ConfigurableProblem, options: RunOptions) {
    self.registry = registry
    self.problem = problem
    var pilot = options
    pilot.traceInterval = 0
    switch options.length {
    case .steps(let steps): pilot.length = .steps(max(1, steps / 5))
    case .epochs(let epochs): pilot.length = .epochs(max(1, epochs / 5))
    }
    self.options = pilot
  }

  /// The rate that does best in the pilot; the smallest if every one diverges.
  public func bestRate(_ optimizer: Specification) throws -> Double {
    var best = (rate: Self.grid[0], loss: Double.infinity)
    for rate in Self.grid {
      var specification = optimizer
      specification.settings.append((key: "lr", text: rate.hyperparameterText))
      let run = try Run<Double>(problem, try registry.optimizer(specification), options: options)
      let report = run.finish()
      if case .diverged = report.outcome { continue }
      if report.loss < best.loss { best = (rate, report.loss) }
    }
    return best.rate
  }
}
