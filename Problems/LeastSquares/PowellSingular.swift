import Descent

/// Powell's singular function: a global minimum at 0 where the Hessian has rank two. Methods that
/// converge superlinearly at other minima converge only linearly here.
///
/// f grows like the fourth power along the null space, which (10, −1, 0, 0) and (0, 0, 1, 1) span.
/// - Source: Powell, "An iterative method for finding stationary values of a function of several
///   variables", The Computer Journal 5(2), 1962; problem 13 of Moré, Garbow and Hillstrom, ACM TOMS
///   7(1), 1981.
public struct PowellSingular: ResidualProblem {
  public init() {}

  public static let card = Card(
    name: "powell-singular", summary: "global minimum with a singular Hessian",
    formula: "f(x) = (x₁ + 10x₂)² + 5(x₃ − x₄)² + (x₂ − 2x₃)⁴ + 10(x₁ − x₄)⁴",
    source: "Powell, 1962; Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981, problem 13")

  public static let record = ProblemRecord(
    family: "least squares", aliases: ["mgh13"], instances: ["powell-singular"],
    flags: [.leastSquares, .degenerate])

  public var layout: Layout { .vector(4) }

  public func start(seed: UInt64) -> [Double] { [3, -1, 0, 1] }

  public var stationaryPoints: [StationaryPoint] {
    [
      StationaryPoint(
        .globalMinimum, curvature: .singular(.spanned(by: [[10, -1, 0, 0], [0, 0, 1, 1]])),
        at: [0, 0, 0, 0], value: 0, .closedForm("all four residuals vanish at 0 only"))
    ]
  }

  public var residualCount: Int { 4 }

  public func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    let (middle, outer) = (x[1] - 2 * x[2], x[0] - x[3])
    r[0] = x[0] + 10 * x[1]
    r[1] = N(Double(5).squareRoot()) * (x[2] - x[3])
    r[2] = middle * middle
    r[3] = N(Double(10).squareRoot()) * outer * outer
  }
}
