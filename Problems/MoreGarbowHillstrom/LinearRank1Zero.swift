import Descent

/// Linear least squares of rank one with zero columns and rows: two residuals are always −1, and the
/// first and the last coordinate have no effect.
///
/// - Source: problem 34 of Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981.
public struct LinearRank1Zero: LinearProblem {
  @Hyperparameter("dimension n", in: 3...) public var n = 10
  @Hyperparameter("number m ≥ n of residuals", in: 3...100_000) public var m = 20

  public init() {}

  public static let card = Card(
    name: "linear-rank-1-zero", summary: "rank one, with coordinates that have no effect",
    formula: "f(x) = 2 + Σ_{i=2}^{m−1} ((i − 1) Σ_{j=2}^{n−1} j xⱼ − 1)²",
    source: "Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981, problem 34")

  public static let record = ProblemRecord(
    family: "more-garbow-hillstrom", aliases: ["mgh34"],
    instances: ["linear-rank-1-zero", "linear-rank-1-zero:n=4,m=5"],
    flags: [.leastSquares, .convex, .degenerate])

  /// The point of least norm on the hyperplane Σ_{j=2}^{n−1} j xⱼ = 3/(2m − 3).
  public var stationaryPoints: [StationaryPoint] {
    let m = Double(m)
    let scale = 3 / ((2 * m - 3) * (sumOfSquares(n - 1) - 1))
    return [
      StationaryPoint(
        .minimisingSet(dimension: n - 1),
        at: (1...n).map { $0 == 1 || $0 == n ? 0 : Double($0) * scale },
        value: (m * m + 3 * m - 6) / (2 * (2 * m - 3)),
        .closedForm("the normal equation of the one combination that counts"))
    ]
  }

  public var smoothness: Double? { 2 * sumOfSquares(m - 2) * (sumOfSquares(n - 1) - 1) }

  public func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    var sum = N.zero
    for j in 1..<(x.count - 1) { sum += N(Double(j + 1)) * x[j] }
    for i in 0..<m { r[i] = i == 0 || i == m - 1 ? -1 : N(Double(i)) * sum - 1 }
  }
}
