import Descent
import DescentCatalog
import DescentGSL

/// Runs rules and the corresponding minimisers of GSL from the same starts to the same tolerance, and counts
/// their evaluations of the problem.
package struct GSLRace: Sendable {
  /// A rule and the minimiser of GSL with the same method.
  package struct Pair: Sendable {
    package let rule: String
    /// Whether the rule restarts every n steps in n dimensions, as GSL's conjugate gradients do.
    package var restarts = false
    package let peer: GSLMethod
    /// Whether the rule must converge wherever its peer does. Gauss-Newton steps have no line search, and
    /// gradient descent reaches the step limit.
    package let isHeld: Bool
  }

  /// The result of one descent.
  package struct Row: Sendable {
    package let problem: String
    package let name: String
    package let steps: Int
    /// The numbers of evaluations: values alone in `values`, and gradients with their values in `gradients`.
    package var values = 0
    package var gradients = 0
    /// The numbers of evaluated residual vectors and Jacobians.
    package var residuals = 0
    package var jacobians = 0
    /// The number of Hessian columns, or of products with the Hessian.
    package var products = 0
    /// The difference between the value and the global minimum.
    package let gap: Double
    /// The norm of the gradient divided by its norm at the start.
    package let slope: Double
    package let ending: String
    package let hasConverged: Bool

    package init(
      problem: String, name: String, steps: Int, gap: Double, slope: Double, ending: String,
      hasConverged: Bool
    ) {
      (self.problem, self.name, self.steps, self.gap) = (problem, name, steps, gap)
      (self.slope, self.ending, self.hasConverged) = (slope, ending, hasConverged)
    }

    /// The number of passes over the problem's formula, where a column of a Hessian counts as one. Our runs
    /// count the residuals that come with a Jacobian as residuals. A run evaluates the gradient at each of
    /// its points for its convergence test, for which GSL uses a product with its Jacobian.
    package var calls: Int { values + gradients + residuals + loneJacobians + products }
    /// The number of Jacobians whose residuals are not counted in ``residuals``.
    package var loneJacobians = 0
  }

  package static let pairs = [
    Pair(rule: "lbfgs", peer: .bfgs2, isHeld: true),
    Pair(rule: "newton:line_search=armijo", peer: .bfgs2, isHeld: true),
    Pair(rule: "cg:variant=fr", restarts: true, peer: .conjugateFR, isHeld: true),
    Pair(rule: "cg:variant=dy", restarts: true, peer: .conjugateFR, isHeld: true),
    Pair(rule: "cg:variant=pr+", restarts: true, peer: .conjugatePR, isHeld: true),
    Pair(rule: "cg:variant=hs", restarts: true, peer: .conjugatePR, isHeld: true),
    Pair(rule: "gd_armijo:grow=2", peer: .steepestDescent, isHeld: false),
    Pair(rule: "levenberg_marquardt", peer: .multifitLM, isHeld: true),
    Pair(rule: "gauss_newton", peer: .multifitLM, isHeld: false),
  ]

  /// Sums of squares with a known minimum, from the collection of Moré, Garbow and Hillstrom and from other
  /// collections.
  package static let problems = [
    "rosenbrock", "beale", "helical-valley", "bard", "box-three-dimensional", "wood",
    "kowalik-osborne", "brown-dennis", "variably-dimensioned", "extended-rosenbrock",
  ]

  package let rows: [Row]
  /// The fraction of the initial gradient norm at which a descent ends.
  package let tolerance: Double

  package init(rows: [Row], tolerance: Double) {
    (self.rows, self.tolerance) = (rows, tolerance)
  }

  /// - Parameters:
  ///   - tolerance: the fraction of the initial gradient norm at which a descent ends.
  ///   - steps: the largest number of steps.
  /// - Throws: ``ConfigurationError``, ``GSLError``, or an error of a problem.
  package init(
    problems: [String] = problems, tolerance: Double = 1e-9, steps: Int = 2000
  ) throws {
    var rows: [Row] = []
    for name in problems {
      let lane = try Lane(name, tolerance: tolerance, steps: steps)
      for pair in Self.pairs { rows.append(try lane.row(of: pair)) }
      for method in GSLMethod.allCases { rows += try lane.row(peer: method).map { [$0] } ?? [] }
    }
    self.init(rows: rows, tolerance: tolerance)
  }

  /// The rows of rules whose gradient is more than a hundred times too large although their peer converged.
  /// Smaller excesses may be due to the rounding of values, which eventually stops every line search.
  package var behind: [(rule: Row, peer: Row)] {
    Self.pairs.filter(\.isHeld).flatMap { pair in
      rows.filter { $0.name == pair.rule && !($0.slope <= 100 * tolerance) }.compactMap { row in
        rows.first {
          $0.name == pair.peer.rawValue && $0.problem == row.problem && $0.hasConverged
        }.map { (rule: row, peer: $0) }
      }
    }
  }
}

/// A problem with its start.
private struct Lane {
  let name: String
  let problem: any Problem
  let evaluator: Evaluator
  let start: [Double]
  let lowest: Double
  let slope: Double
  let tolerance: Double
  let steps: Int

  init(_ name: String, tolerance: Double, steps: Int) throws {
    self.name = name
    (self.tolerance, self.steps) = (tolerance, steps)
    problem = try Catalog.registry.problem(Specification(name))
    evaluator = try Evaluator(problem)
    start = problem.start(seed: 0)
    let minima = problem.stationaryPoints.filter {
      $0.kind.isGlobal || $0.kind == .minimum(.bestKnown)
    }
    guard let known = minima.map(\.value).min() else {
      throw ConfigurationError.inconsistent(owner: name, reason: "no lowest value is known")
    }
    lowest = known
    slope = length(evaluator.gradient(start).gradient)
  }

  /// The row of a descent that ended at a point.
  private func row(_ name: String, at point: [Double], steps: Int, _ ending: String) -> GSLRace.Row
  {
    let (value, gradient) = evaluator.gradient(point)
    let part = length(gradient) / slope
    return GSLRace.Row(
      problem: self.name, name: name, steps: steps, gap: value - lowest, slope: part,
      ending: ending,
      hasConverged: part <= tolerance)
  }

  func row(of pair: GSLRace.Pair) throws -> GSLRace.Row {
    let rule = pair.rule + (pair.restarts ? ",restart_period=\(start.count)" : "")
    var options = RunOptions(.steps(steps))
    options.gradientTolerance = tolerance * slope
    options.traceInterval = 0
    let report = try Run<Double>(
      problem, Catalog.registry.optimizer(Specification(rule)), options: options
    ).finish()
    let asked = report.evaluations
    var made = row(
      pair.rule, at: report.parameters, steps: report.outcome.step, report.outcome.kind)
    (made.values, made.gradients) = (asked.values, asked.gradients)
    (made.residuals, made.products) = (asked.residuals, asked.products)
    made.jacobians = asked.jacobianColumns / max(1, start.count)
    return made
  }

  func row(peer: GSLMethod) throws -> GSLRace.Row? {
    let end = try evaluator.descent(
      by: peer, from: start, gradientNorm: tolerance * slope, iterations: steps)
    guard let end else { return nil }
    var made = row(
      peer.rawValue, at: end.point, steps: end.iterations, end.ending.rawValue)
    (made.values, made.gradients) = (end.calls.values, end.calls.gradients)
    (made.residuals, made.jacobians) = (end.calls.residuals, end.calls.jacobians)
    made.loneJacobians = end.calls.jacobians
    return made
  }
}

/// The Euclidean norm.
private func length(_ x: [Double]) -> Double {
  x.withUnsafeBufferPointer { $0.baseAddress.map { euclideanNorm($0, x.count) } ?? 0 }
}
