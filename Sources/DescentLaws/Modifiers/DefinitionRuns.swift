import Descent
import DescentFiles

/// Runs of a modifier that are compared with its definition.
enum DefinitionRuns {
  /// Compares the gradients that the rule receives with a definition.
  static func gradient<T: KernelScalar & StoredScalar>(
    _ subject: ModifierSubject, _ c: ModifierCase, _ type: T.Type,
    _ definition: ([Double], [Double], ([Double]) -> [Double]) -> [Double]
  ) throws -> Verdict {
    guard c.count > 0 else { return .skipped("there is no coordinate") }
    let c = c.sometimesStill
    let seen = SeenGradient()
    var run = try ModifierRun<T>(subject.optimizer(c, around: seen), c)
    for step in 0..<c.steps {
      run.step(step)
      let (x, g) = (run.point, run.callers.before.map { Double($0) })
      let slope = c.drawn.gradients[step]
      let expected = definition(g, x) { p in
        p.indices.map { slope[$0] + c.curvatures[$0] * p[$0] }
      }
      let verdict = Comparison.compare(
        [expected], [seen.answers.gradient], "the gradient of step \(step + 1)"
      ) { _, i, expected in
        16 * c.precision.roundoff * Double(c.count + 5)
          * (abs(g[i]) + abs(expected) + abs(expected - g[i]) + 2 * abs(x[i]) + abs(slope[i]))
      }
      if verdict.isViolation { return verdict }
      // Start the next step at another point.
      run.x = c.drawn.forcedPoint(step + 1).map { T($0) }
    }
    return .holds
  }

  /// Runs steps whose moves are the drawn gradients times the negated rates (1 by default). - Returns: the
  /// points and evaluated points, the start, and the moves.
  static func walk<T: KernelScalar & StoredScalar>(
    _ subject: ModifierSubject, _ c: ModifierCase, _ type: T.Type, rates: [Double]? = nil
  ) throws -> (found: (points: [[Double]], averages: [[Double]]), [Double], [[Double]]) {
    var stepper = try Stepper<T>(subject.optimizer(c, around: PlainDescent()), c.layout)
    var x = c.drawn.start.map { T($0) }
    var found: (points: [[Double]], averages: [[Double]]) = ([], [])
    let rates = rates ?? c.drawn.gradients.map { _ in 1 }
    for (gradient, rate) in zip(c.drawn.gradients, rates) {
      stepper.step(&x, gradient: gradient.map { T($0) }, rate: rate)
      found.points.append(x.map { Double($0) })
      found.averages.append(stepper.evaluationPoint(x).map { Double($0) })
    }
    let moves = zip(c.drawn.gradients, rates).map { gradient, rate in gradient.map { -rate * $0 } }
    return (found, c.drawn.start, moves)
  }
}
