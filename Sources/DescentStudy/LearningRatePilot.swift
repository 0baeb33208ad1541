import Descent

/// Chooses a learning rate if none is given, in the same way for every optimizer, so that a race
/// compares rules and not defaults that were meant for other problems.
///
/// Each rate of ``grid`` is tried in a run as long as the race, from the same start and seed (a shorter
/// one would favour rates that are fast at first and too coarse at the end). Rates whose final losses
/// differ from the best by less than 10⁻⁸ of its total decrease count as equal; of these, the one that
/// came that close first wins.
package struct LearningRatePilot: Sendable {
  /// 1 and 3 times the powers of ten from 10⁻⁴ to 1.
  package static let grid = [1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1, 3e-1, 1]

  let registry: Registry
  let problem: any Problem
  let options: RunOptions

  /// - Parameter options: the options of the race.
  package init(registry: Registry, problem: any Problem, options: RunOptions) {
    self.registry = registry
    self.problem = problem
    self.options = options
  }

  /// Finds the best rate; the smallest if every rate diverges.
  /// - Parameter goesOn: called about ten times a second with the steps of the current run;
  ///   returns whether to continue.
  /// - Returns: the rate; nil if `goesOn` returned false.
  package func bestRate(
    _ optimizer: Specification, goesOn: (Int) -> Bool = { _ in true }
  ) throws -> Double? {
    var tries: [(rate: Double, curve: [SIMD2<Double>])] = []
    for rate in Self.grid {
      var specification = optimizer
      specification.settings.append((key: "lr", text: rate.hyperparameterText))
      let run = try Run<Double>(problem, try registry.optimizer(specification), options: options)
      guard let report = run.finish(checking: goesOn) else { return nil }
      switch report.outcome {
      case .diverged, .notFiniteAtStart: continue
      default: break
      }
      tries.append((rate, report.lossCurve))
    }
    let best = tries.compactMap { $0.curve.last?.y }.min() ?? .infinity
    let start = tries.first?.curve.first?.y ?? .infinity
    let enough = best + 1e-8 * max(0, start - best)
    let close = tries.filter { ($0.curve.last?.y ?? .infinity) <= enough }
    let first = close.min { a, b in
      (a.curve.first { $0.y <= enough }?.x ?? 0) < (b.curve.first { $0.y <= enough }?.x ?? 0)
    }
    return first?.rate ?? Self.grid[0]
  }
}
