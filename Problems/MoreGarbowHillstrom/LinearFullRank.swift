import Descent

/// Linear least squares of full rank with orthogonal columns: f = ‖x + 1‖² + m − n, so one step of
/// length ½ reaches the minimum.
///
/// - Source: problem 32 of Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981.
public struct LinearFullRank: LinearProblem {
  @Hyperparameter("dimension n", in: 1...) public var n = 10
  @Hyperparameter("number m ≥ n of residuals", in: 1...100_000) public var m = 20

  public init() {}

  public static let card = Card(
    name: "linear-full-rank", summary: "linear least squares with the Hessian 2I",
    formula: "f(x) = Σ_{i≤n} (xᵢ − (2/m) Σⱼ xⱼ − 1)² + (m − n) ((2/m) Σⱼ xⱼ + 1)²",
    source: "Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981, problem 32")

  public static let record = ProblemRecord(
    family: "more-garbow-hillstrom", aliases: ["mgh32"],
    instances: ["linear-full-rank", "linear-full-rank:n=5,m=5"], flags: [.leastSquares, .convex])

  public var stationaryPoints: [StationaryPoint] {
    [
      StationaryPoint(
        .globalMinimum, at: [Double](repeating: -1, count: n), value: Double(m - n),
        .closedForm("the columns are orthonormal"))
    ]
  }

  public var smoothness: Double? { 2 }
  public var strongConvexity: Double? { 2 }
  public var window: PlotWindow? { n == 2 ? PlotWindow(x: -3...1, y: -3...1) : nil }

  public func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    var sum = N.zero
    for i in 0..<x.count { sum += x[i] }
    let common = -2 * sum / N(Double(m)) - 1
    for i in 0..<m { r[i] = i < x.count ? x[i] + common : common }
  }
}
