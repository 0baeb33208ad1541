import Descent

/// Broyden's banded function: cubic equations, each coupled to five variables below and one above, with
/// one zero, and local minima with much higher values.
///
/// - Source: Broyden, "The convergence of an algorithm for solving sparse nonlinear systems",
///   Mathematics of Computation 25, 1971; problem 31 of Moré, Garbow and Hillstrom, ACM TOMS 7(1),
///   1981.
public struct BroydenBanded: ResidualProblem {
  @Hyperparameter("dimension n", in: 1...) public var n = 10

  public init() {}

  public static let card = Card(
    name: "broyden-banded", summary: "banded cubic equations with local minima",
    formula: "f(x) = Σ (xᵢ (2 + 5xᵢ²) + 1 − Σ_{j∈Jᵢ} xⱼ (1 + xⱼ))²,  "
      + "Jᵢ = {j ≠ i: max(1, i − 5) ≤ j ≤ min(n, i + 1)}",
    source: "Broyden, 1971; Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981, problem 31")

  public static let record = ProblemRecord(
    family: "more-garbow-hillstrom", aliases: ["mgh31"], instances: ["broyden-banded"],
    flags: [.leastSquares, .multimodal])

  public var layout: Layout { .vector(n) }

  public func start(seed: UInt64) -> [Double] { [Double](repeating: -1, count: n) }

  /// Known for n = 10.
  public var stationaryPoints: [StationaryPoint] { n == 10 ? BroydenBandedPoints.known : [] }

  public var window: PlotWindow? { n == 2 ? PlotWindow(x: -2...2, y: -2...2) : nil }

  public var residualCount: Int { n }

  public func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    for i in 0..<x.count {
      var sum = x[i] * (2 + 5 * x[i] * x[i]) + 1
      for j in max(0, i - 5)..<min(x.count, i + 2) where j != i { sum -= x[j] * (1 + x[j]) }
      r[i] = sum
    }
  }
}
