import Descent

/// Chooses a learning rate where none is given: the same for every optimizer, so that a race compares
/// rules and not defaults that were meant for another problem.
///
/// Each rate of ``grid`` is tried in a run as long as the race, from the same start and seed (a shorter
/// one would favour rates that are fast at first and too coarse at the end); the one with the lowest
/// final loss wins, the smaller one if two tie.
public struct LearningRatePilot: Sendable {
  /// 1 and 3 times the powers of ten from 10⁻⁴ to 1.
  public static let grid = [1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1, 3e-1, 1]

  let registry: Registry
  let problem: any ConfigurableProblem
  private(set) var options: RunOptions

  /// - Parameter options: those of the race.
  public init(registry: Registry, problem: any ConfigurableProblem, options: RunOptions) {
    self.registry = registry
    self.problem = problem
    self.options = options
    self.options.traceInterval = 0
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
