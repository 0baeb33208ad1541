import Descent

/// The trid function: a quadratic bowl whose minimum gets deeper and further from the start as
/// n grows.
///
/// The Hessian tridiag(−1, 2, −1) couples only neighboring coordinates, so a change in the first
/// coordinate takes n steps to affect the last. Its condition number grows like n².
/// - Source: Jamil and Yang, "A literature survey of benchmark functions for global optimisation
///   problems", International Journal of Mathematical Modelling and Numerical Optimisation 4(2), 2013.
public struct Trid: FormulaProblem {
  @Hyperparameter("dimension n", in: 1...) public var n = 6

  public init() {}

  public static let card = Card(
    name: "trid", summary: "quadratic bowl that couples neighbours",
    formula: "f(x) = Σ_{i=1}^{n} (xᵢ − 1)² − Σ_{i=2}^{n} xᵢxᵢ₋₁", source: "Jamil and Yang, 2013")

  public static let record = ProblemRecord(
    family: "bowls", named: ["trid_6": "n=6", "trid_10": "n=10"],
    instances: ["trid", "trid:n=10", "trid:n=1", "trid:n=31"], flags: .convex)

  public var layout: Layout { .vector(n) }

  public func start(seed: UInt64) -> [Double] { [Double](repeating: 0, count: n) }

  public var stationaryPoints: [StationaryPoint] {
    let m = Double(n)
    return [
      StationaryPoint(
        .globalMinimum, at: (1...n).map { Double($0) * Double(n + 1 - $0) },
        value: -m * (m + 4) * (m - 1) / 6,
        .closedForm("xᵢ = i(n + 1 − i) solves 2xᵢ − xᵢ₋₁ − xᵢ₊₁ = 2"))
    ]
  }

  /// The eigenvalues are 4 sin²(kπ/(2n + 2)), k = 1, …, n.
  private func eigenvalue(_ k: Int) -> Double {
    let sine = Double.sin(.pi * Double(k) / Double(2 * n + 2))
    return 4 * sine * sine
  }

  public var smoothness: Double? { eigenvalue(n) }
  public var strongConvexity: Double? { eigenvalue(1) }
  public var window: PlotWindow? { n == 2 ? PlotWindow(x: -4...4, y: -4...4) : nil }

  public func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    var sum = (x[0] - 1) * (x[0] - 1)
    for i in 1..<max(1, x.count) {
      sum += (x[i] - 1) * (x[i] - 1) - x[i] * x[i - 1]
    }
    return sum
  }
}
