import Descent
import DescentCatalog

/// The environment of experiments: the plugins by name, and the seed of all random numbers.
///
/// Every number in an experiment comes from the project's own optimizers, schedules and problems.
public struct Laboratory: Sendable {
  public let registry: Registry
  public let seed: UInt64
  /// Rules that replace the registry's, by name; tests insert wrong rules here.
  package var substitutes: [String: @Sendable (Specification) throws -> any Optimizer] = [:]

  public init(registry: Registry = Catalog.registry, seed: UInt64 = 0) {
    self.registry = registry
    self.seed = seed
  }

  /// Random numbers for one purpose of an experiment, identified by `stream`.
  public func random(_ stream: UInt64) -> CounterRandom {
    CounterRandom(seed: seed).split(stream: stream)
  }

  /// The rule of a specification at a learning rate.
  public func rule(_ specification: Specification, rate: Double) throws -> any Optimizer {
    try self.rule(specification.with(("lr", rate)))
  }

  /// The rule of a specification, at the rate given there.
  public func rule(_ specification: Specification) throws -> any Optimizer {
    if let substitute = substitutes[specification.name] { return try substitute(specification) }
    return try registry.optimizer(specification)
  }
}

/// The error for a run whose loss is infinite or NaN before its first step, so that no measurement
/// would be meaningful.
public struct NotFiniteAtStart: Error, CustomStringConvertible {
  public let problem: String
  public let loss: Double

  public var description: String {
    "\(problem) is not finite at the start: its value is \(loss.hyperparameterText)"
  }
}

/// The points and losses of a run, including the start.
public struct Path: Sendable {
  public let points: [[Double]]
  public let losses: [Double]

  public var last: [Double] { points[points.count - 1] }

  /// The Euclidean distances of the points from one point.
  public func distances(from target: [Double]) -> [Double] {
    points.map { x in
      zip(x, target).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
    }
  }
}

extension Laboratory {
  /// Runs a rule on a problem and keeps every point. The run continues regardless of the loss.
  /// - Parameters:
  ///   - schedule: the factor of the rate at each step; by default, constant.
  ///   - rate: the rate of a step, given the point and the gradient, for line searches.
  public func path(
    _ optimizer: any Optimizer, on problem: any Problem, from start: [Double], steps: Int,
    schedule: any Schedule = Constant(),
    rate: ((_ step: Int, _ point: [Double], _ gradient: [Double]) throws -> Double)? = nil
  ) throws -> Path {
    var points = [start]
    var losses: [Double] = []
    try follow(
      optimizer, on: problem, from: start, steps: steps, schedule: schedule, rate: rate
    ) { _, x, loss in
      if losses.count > 0 { points.append(x) }
      losses.append(loss)
      return true
    }
    return Path(points: points, losses: losses)
  }

  /// Steps on a problem and visits every point: the step (0 for the start), the point and its
  /// loss.
  /// - Parameters:
  ///   - rate: the rate of a step (from 1), given the point and the gradient, for line
  ///     searches; by default, the optimizer's own times the schedule's factor.
  ///   - visit: returns whether to continue.
  public func follow(
    _ optimizer: any Optimizer, on problem: any Problem, from start: [Double], steps: Int,
    schedule: any Schedule = Constant(),
    rate: ((_ step: Int, _ point: [Double], _ gradient: [Double]) throws -> Double)? = nil,
    visit: (_ step: Int, _ point: [Double], _ loss: Double) throws -> Bool
  ) throws {
    let objective = try Double.makeObjective(problem)
    var stepper = try Stepper<Double>(optimizer, problem.layout)
    var x = start
    var gradient = [Double](repeating: 0, count: start.count)
    func evaluate() -> Double {
      x.withUnsafeBufferPointer { x in
        gradient.withUnsafeMutableBufferPointer { g in
          guard let point = x.baseAddress, let out = g.baseAddress else { return 0 }
          return objective.valueAndGradient(point, out)
        }
      }
    }
    var loss = evaluate()
    guard loss.isFinite else {
      throw NotFiniteAtStart(problem: problem.specification.name, loss: loss)
    }
    guard try visit(0, x, loss) else { return }
    for step in 1...max(1, steps) where step <= steps {
      let own = stepper.learningRate * schedule.factor(at: step)
      stepper.step(&x, gradient: gradient, rate: try rate?(step, x, gradient) ?? own)
      loss = evaluate()
      guard try visit(step, x, loss) else { return }
    }
  }
}
