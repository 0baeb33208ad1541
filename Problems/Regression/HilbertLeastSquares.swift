import Descent

/// Linear least squares with Hilbert's matrix H. The Hessian's condition number is the square of H's,
/// 10¹¹ for n = 5 and 10³² for n = 12.
///
/// f is almost 0 in a wide region around the minimum, so its value does not show the distance to the
/// minimum. The residuals are written in x − 1, which keeps the minimum exact. With a rounded b = H1
/// it would move by up to cond(H) units in the last place.
/// - Source: Hilbert, "Ein Beitrag zur Theorie des Legendre'schen Polynoms", Acta Mathematica 18, 1894.
public struct HilbertLeastSquares: ResidualProblem {
  @Hyperparameter("dimension n", in: 1...) public var n = 5

  public init() {}

  public static let card = Card(
    name: "hilbert-ls", summary: "least squares with Hilbert's matrix",
    formula: "f(x) = ½ ‖Hx − b‖²,  hᵢⱼ = 1/(i + j − 1),  b = H(1, …, 1)",
    source: "Hilbert, Acta Mathematica 18, 1894")

  public static let record = ProblemRecord(
    family: "regression",
    named: ["hilbert_ls_5": "n=5", "hilbert_ls_8": "n=8", "hilbert_ls_12": "n=12"],
    instances: ["hilbert-ls", "hilbert-ls:n=2", "hilbert-ls:n=8", "hilbert-ls:n=12"],
    flags: [.convex, .leastSquares])

  public var layout: Layout { .vector(n) }

  public func start(seed: UInt64) -> [Double] { [Double](repeating: 0, count: n) }

  /// From n = 6 on the smallest curvature is below 10⁻¹⁴ of the largest.
  public var stationaryPoints: [StationaryPoint] {
    [
      StationaryPoint(
        .globalMinimum, curvature: n < 6 ? .regular : .undecided,
        at: [Double](repeating: 1, count: n), value: 0,
        .closedForm("the residuals vanish at (1, …, 1) only, as H is positive definite"))
    ]
  }

  /// The largest and the smallest eigenvalue of H, squared, for n = 1 … 12.
  private static let extremes = [
    (1.0, 1.0), (1.606789172325331, 0.004321938785780157),
    (1.9833622004947198, 7.221798187768999e-06), (2.2506428860936722, 9.351335603276823e-09),
    (2.4556478684714427, 1.0810475610875574e-11), (2.620836753225245, 1.1724547237754203e-14),
    (2.7585401090624266, 1.2207327468947377e-17), (2.8762090812806282, 1.2355188737643176e-20),
    (2.9786709592016383, 1.2247734925095529e-23), (3.0692225310620485, 1.194985272824351e-26),
    (3.1502103008698343, 1.1513932436770309e-29), (3.223360832255888, 1.0981916530020056e-32),
  ]

  /// For n above 12 this is Hilbert's bound π², which is the limit.
  public var smoothness: Double? { n <= 12 ? Self.extremes[n - 1].0 : .pi * .pi }
  public var strongConvexity: Double? { n <= 12 ? Self.extremes[n - 1].1 : nil }
  public var window: PlotWindow? { n == 2 ? PlotWindow(x: -1...3, y: -1...3) : nil }

  private func residual<N: FormulaNumber>(_ i: Int, _ x: Point<N>) -> N {
    var sum = N.zero
    for j in 0..<x.count { sum += (x[j] - 1) / N(Double(i + j + 1)) }
    return sum
  }

  public func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    var sum = N.zero
    for i in 0..<x.count {
      let r = residual(i, x)
      sum += r * r
    }
    return sum / 2
  }

  public var residualCount: Int { n }
  public var residualFactor: Double { 0.5 }

  public func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    for i in 0..<n { r[i] = residual(i, x) }
  }
}
