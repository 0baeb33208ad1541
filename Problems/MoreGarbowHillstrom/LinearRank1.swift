import Descent

/// Linear least squares of rank one: every residual depends on the same combination of the
/// coordinates, so the minimizers are a hyperplane.
///
/// - Source: problem 33 of Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981.
public struct LinearRank1: LinearProblem {
  @Hyperparameter("dimension n", in: 1...) public var n = 10
  @Hyperparameter("number m ≥ n of residuals", in: 1...100_000) public var m = 20

  public init() {}

  public static let card = Card(
    name: "linear-rank-1", summary: "linear least squares of rank one",
    formula: "f(x) = Σ_{i=1}^{m} (i Σⱼ j xⱼ − 1)²",
    source: "Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981, problem 33")

  public static let record = ProblemRecord(
    family: "more-garbow-hillstrom", aliases: ["mgh33"],
    instances: ["linear-rank-1", "linear-rank-1:n=3,m=5"],
    flags: [.leastSquares, .convex, .degenerate])

  /// The point of least norm on the hyperplane Σ j xⱼ = 3/(2m + 1).
  public var stationaryPoints: [StationaryPoint] {
    let m = Double(m)
    let scale = 3 / ((2 * m + 1) * sumOfSquares(n))
    return [
      StationaryPoint(
        n == 1 ? .globalMinimum : .minimisingSet(dimension: n - 1),
        at: (1...n).map { Double($0) * scale }, value: m * (m - 1) / (2 * (2 * m + 1)),
        .closedForm("the normal equation of the one combination that counts"))
    ]
  }

  public var smoothness: Double? { 2 * sumOfSquares(m) * sumOfSquares(n) }
  public var strongConvexity: Double? { n == 1 ? smoothness : nil }
  public var window: PlotWindow? { n == 2 ? PlotWindow(x: -2...2, y: -2...2) : nil }

  public func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    var sum = N.zero
    for j in 0..<x.count { sum += N(Double(j + 1)) * x[j] }
    for i in 0..<m { r[i] = N(Double(i + 1)) * sum - 1 }
  }
}
