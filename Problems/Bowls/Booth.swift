import Descent

/// Booth's function: a quadratic bowl in the plane with condition number 9. Its axes are the
/// diagonals.
///
/// The residuals are the errors of two linear equations in two unknowns.
/// - Source: Jamil and Yang, "A literature survey of benchmark functions for global optimisation
///   problems", International Journal of Mathematical Modelling and Numerical Optimisation 4(2), 2013.
public struct Booth: ResidualProblem {
  public init() {}

  public static let card = Card(
    name: "booth", summary: "two linear equations in the plane",
    formula: "f(x, y) = (x + 2y − 7)² + (2x + y − 5)²", source: "Jamil and Yang, 2013")

  public static let record = ProblemRecord(
    family: "bowls", instances: ["booth"], flags: [.convex, .leastSquares])

  public var layout: Layout { .vector(2) }

  public func start(seed: UInt64) -> [Double] { [-5, 5] }

  public var stationaryPoints: [StationaryPoint] {
    [
      StationaryPoint(
        .globalMinimum, at: [1, 3], value: 0, .closedForm("both equations hold at (1, 3) only"))
    ]
  }

  public var smoothness: Double? { 18 }
  public var strongConvexity: Double? { 2 }
  public var window: PlotWindow? { PlotWindow(x: -10...10, y: -10...10) }

  public func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    let (first, second) = (x[0] + 2 * x[1] - 7, 2 * x[0] + x[1] - 5)
    return first * first + second * second
  }

  public var residualCount: Int { 2 }

  public func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    r[0] = x[0] + 2 * x[1] - 7
    r[1] = 2 * x[0] + x[1] - 5
  }
}
