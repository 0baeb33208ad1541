import Descent

/// Brown's badly scaled function: the coordinates of the minimum are 10⁶ and 2·10⁻⁶.
///
/// It is the only stationary point: ∂f/∂y = 0 gives y = (2·10⁻⁶ + 2x)/(1 + x²). With that y, ∂f/∂x
/// vanishes only within 3 of x = 10⁶, where it increases.
/// - Source: Brown, unpublished; problem 4 of Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981.
public struct BrownBadlyScaled: ResidualProblem {
  public init() {}

  public static let card = Card(
    name: "brown-badly-scaled", summary: "minimum at 10⁶ and 2·10⁻⁶",
    formula: "f(x, y) = (x − 10⁶)² + (y − 2·10⁻⁶)² + (xy − 2)²",
    source: "Brown; Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981, problem 4")

  public static let record = ProblemRecord(
    family: "more-garbow-hillstrom", aliases: ["mgh04"], instances: ["brown-badly-scaled"],
    flags: .leastSquares)

  public var layout: Layout { .vector(2) }

  public func start(seed: UInt64) -> [Double] { [1, 1] }

  public var stationaryPoints: [StationaryPoint] {
    [
      StationaryPoint(
        .globalMinimum, at: [1e6, 2e-6], value: 0, .closedForm("all three residuals vanish"))
    ]
  }

  public var window: PlotWindow? { PlotWindow(x: 0...2e6, y: -2e-6...6e-6) }

  public var residualCount: Int { 3 }

  public func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    r[0] = x[0] - 1_000_000
    r[1] = x[1] - N(2e-6)
    r[2] = x[0] * x[1] - 2
  }
}
