import Descent

/// The square function y = x², on which textbooks first show gradient descent.
///
/// - Source: the one-dimensional strongly convex quadratic with L = μ = 2; gradient descent
///   contracts by 1 − 2η per step (Nesterov, "Introductory Lectures on Convex Optimization",
///   2004, §2.1).
public struct Square: AnalyticProblem {
  public init() {}

  public static let card = Card(
    name: "square", summary: "the parabola, in one dimension", formula: "f(x) = x²",
    source: "Nesterov, Introductory Lectures on Convex Optimization, 2004, §2.1")

  public static let record = ProblemRecord(
    family: "bowls", instances: ["square"], flags: [.convex, .leastSquares])

  public var layout: Layout { .vector(1) }

  public func start(seed: UInt64) -> [Double] { [1] }

  public var stationaryPoints: [StationaryPoint] {
    [StationaryPoint(.globalMinimum, at: [0], value: 0, .closedForm("a square is 0 at 0 only"))]
  }

  public var smoothness: Double? { 2 }
  public var strongConvexity: Double? { 2 }

  public func formula<N: FormulaNumber>(_ x: Point<N>) -> N { x[0] * x[0] }

  public func gradient<T: KernelScalar>(_ x: Point<T>, into g: UnsafeMutablePointer<T>) {
    g[0] = 2 * x[0]
  }
}
