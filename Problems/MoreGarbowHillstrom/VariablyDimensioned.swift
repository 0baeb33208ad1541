import Descent

/// The variably dimensioned function: a sphere plus a form of rank one and its square. It is strongly
/// convex, and along one direction f grows with the fourth power of the distance.
///
/// The Hessian at the minimum is 2(I + jjᵀ) with j = (1, …, n): n − 1 eigenvalues 2 and the last 2 + 2
/// Σ j², but at the start the last one is about 6s² times as large.
/// - Source: problem 25 of Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981.
public struct VariablyDimensioned: ResidualProblem {
  @Hyperparameter("dimension n", in: 1...) public var n = 10

  public init() {}

  public static let card = Card(
    name: "variably-dimensioned", summary: "sphere with a steep quartic of rank one, convex",
    formula: "f(x) = Σ (xᵢ − 1)² + s² + s⁴,  s = Σ j (xⱼ − 1)",
    source: "Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981, problem 25")

  public static let record = ProblemRecord(
    family: "more-garbow-hillstrom", aliases: ["mgh25"],
    instances: ["variably-dimensioned", "variably-dimensioned:n=3"],
    flags: [.leastSquares, .convex])

  public var layout: Layout { .vector(n) }

  public func start(seed: UInt64) -> [Double] { (1...n).map { 1 - Double($0) / Double(n) } }

  public var stationaryPoints: [StationaryPoint] {
    [
      StationaryPoint(
        .globalMinimum, at: [Double](repeating: 1, count: n), value: 0,
        .closedForm("all residuals vanish at (1, …, 1) only"))
    ]
  }

  public var strongConvexity: Double? { 2 }
  public var window: PlotWindow? { n == 2 ? PlotWindow(x: -1...3, y: -1...3) : nil }

  public var residualCount: Int { n + 2 }

  public func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    var sum = N.zero
    for i in 0..<x.count {
      let residual = x[i] - 1
      r[i] = residual
      sum += N(Double(i + 1)) * residual
    }
    r[x.count] = sum
    r[x.count + 1] = sum * sum
  }
}
