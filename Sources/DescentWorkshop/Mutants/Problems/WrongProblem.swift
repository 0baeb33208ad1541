import Descent
import DescentLaws

/// The bowl x² + 2y² with one bug. Requirements that a mutant does not override have correct defaults.
protocol WrongBowl: AnalyticProblem {}

extension WrongBowl {
  static var card: Card { Card(name: "\(Self.self)", summary: "", formula: "", source: "") }
  var layout: Layout { .vector(2) }
  func start(seed: UInt64) -> [Double] { [1, 1] }

  var stationaryPoints: [StationaryPoint] {
    [StationaryPoint(.globalMinimum, at: [0, 0], value: 0, .closedForm(""))]
  }
  var smoothness: Double? { 4 }
  var strongConvexity: Double? { 2 }

  func formula<N: FormulaNumber>(_ x: Point<N>) -> N { x[0] * x[0] + 2 * x[1] * x[1] }

  func gradient<T: KernelScalar>(_ x: Point<T>, into g: UnsafeMutablePointer<T>) {
    g[0] = 2 * x[0]
    g[1] = 4 * x[1]
  }
}

extension Mutant {
  static func problem<Kind: ConfigurableProblem>(
    _ type: Kind.Type, _ original: String, _ bug: String, killedBy killer: String
  ) -> Mutant {
    .of(
      ProblemSubject(type, name: "\(Kind.self)"), ProblemLaws.all, original, bug, killedBy: killer)
  }
}
