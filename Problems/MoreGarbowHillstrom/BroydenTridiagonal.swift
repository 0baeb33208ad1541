import Descent

/// Broyden's tridiagonal function: a zero that Newton's method finds at once from the standard start,
/// and many local minima elsewhere.
///
/// - Source: Broyden, "A class of methods for solving nonlinear simultaneous equations", Mathematics of
///   Computation 19, 1965; problem 30 of Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981.
public struct BroydenTridiagonal: ResidualProblem {
  @Hyperparameter("dimension n", in: 1...) public var n = 10

  public init() {}

  public static let card = Card(
    name: "broyden-tridiagonal", summary: "sparse equations, many local minima away from the zero",
    formula: "f(x) = Σ ((3 − 2xᵢ) xᵢ − xᵢ₋₁ − 2xᵢ₊₁ + 1)²,  x₀ = xₙ₊₁ = 0",
    source: "Broyden, 1965; Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981, problem 30")

  public static let record = ProblemRecord(
    family: "more-garbow-hillstrom", aliases: ["mgh30"], instances: ["broyden-tridiagonal"],
    flags: [.leastSquares, .multimodal])

  public var layout: Layout { .vector(n) }

  public func start(seed: UInt64) -> [Double] { [Double](repeating: -1, count: n) }

  /// Known for n = 10; there may be more local minima.
  public var stationaryPoints: [StationaryPoint] { n == 10 ? BroydenTridiagonalPoints.known : [] }

  public var window: PlotWindow? { n == 2 ? PlotWindow(x: -2...2, y: -2...2) : nil }

  public var residualCount: Int { n }

  public func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    var previous = N.zero
    for i in 0..<x.count {
      let next = i + 1 < x.count ? x[i + 1] : .zero
      r[i] = (3 - 2 * x[i]) * x[i] - previous - 2 * next + 1
      previous = x[i]
    }
  }
}
