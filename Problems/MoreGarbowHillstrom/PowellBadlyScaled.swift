import Descent

/// Powell's badly scaled function: one coordinate of the minimum is 10⁻⁵ and the other 9, and the
/// condition number there is 7·10¹⁷.
///
/// f is symmetric in its two coordinates, so there are two global minima. Moré, Garbow and
/// Hillstrom list neither the local minimum on the diagonal nor the saddle next to it. If an
/// exponential overflows (a coordinate below −355), f is +∞ and its gradient infinite or NaN.
/// - Source: Powell, "A hybrid method for nonlinear equations", 1970; problem 3 of Moré, Garbow and
///   Hillstrom, ACM TOMS 7(1), 1981.
public struct PowellBadlyScaled: ResidualProblem {
  public init() {}

  public static let card = Card(
    name: "powell-badly-scaled", summary: "minima on scales of 10⁻⁵ and 10 at once",
    formula: "f(x, y) = (10⁴xy − 1)² + (exp(−x) + exp(−y) − 1.0001)²",
    source: "Powell, 1970; Moré, Garbow and Hillstrom, 1981, problem 3")

  public static let record = ProblemRecord(
    family: "more-garbow-hillstrom", aliases: ["mgh03"], instances: ["powell-badly-scaled"],
    flags: [.leastSquares, .multimodal])

  public var layout: Layout { .vector(2) }

  public func start(seed: UInt64) -> [Double] { [0, 1] }

  public var stationaryPoints: [StationaryPoint] {
    let (small, large) = (1.0981593296998175e-05, 9.106146739866524)
    let (minimum, saddle) = (-0.009948091925800946, -0.00010003002051701593)
    return [
      .certified(.globalMinimum, curvature: .undecided, 0, [small, large]),
      .certified(.globalMinimum, curvature: .undecided, 0, [large, small]),
      .certified(.localMinimum, 1.0402940039616395, [minimum, minimum]),
      .certified(.saddle(index: 1), 2.0000000400206805, [saddle, saddle]),
    ]
  }

  public var window: PlotWindow? { PlotWindow(x: -1...10, y: -1...10) }

  public var residualCount: Int { 2 }

  public func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    r[0] = 10_000 * x[0] * x[1] - 1
    r[1] = N.exp(-x[0]) + N.exp(-x[1]) - N(1.0001)
  }
}
