import Descent

/// Matyas's function: a narrow quadratic bowl along the diagonal, with condition number 25.
///
/// It is usually printed as 0.26 (x² + y²) − 0.48 xy, which cancels near the diagonal. The two squares
/// used here are the same function without cancellation.
/// - Source: Jamil and Yang, "A literature survey of benchmark functions for global optimisation
///   problems", International Journal of Mathematical Modelling and Numerical Optimisation 4(2), 2013.
public struct Matyas: ResidualProblem {
  public init() {}

  public static let card = Card(
    name: "matyas", summary: "quadratic bowl along the diagonal",
    formula: "f(x, y) = 0.26 (x² + y²) − 0.48 xy = ¼ (x − y)² + (x + y)²/100",
    source: "Jamil and Yang, 2013")

  public static let record = ProblemRecord(
    family: "bowls", instances: ["matyas"], flags: [.convex, .leastSquares])

  public var layout: Layout { .vector(2) }

  public func start(seed: UInt64) -> [Double] { [-4, 3] }

  public var stationaryPoints: [StationaryPoint] {
    [
      StationaryPoint(
        .globalMinimum, at: [0, 0], value: 0, .closedForm("both squares vanish at 0 only"))
    ]
  }

  public var smoothness: Double? { 1 }
  public var strongConvexity: Double? { 0.04 }
  public var window: PlotWindow? { PlotWindow(x: -10...10, y: -10...10) }

  public func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    let (across, along) = (x[0] - x[1], x[0] + x[1])
    return across * across / 4 + along * along / 100
  }

  public var residualCount: Int { 2 }

  public func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    r[0] = (x[0] - x[1]) / 2
    r[1] = (x[0] + x[1]) / 10
  }
}
