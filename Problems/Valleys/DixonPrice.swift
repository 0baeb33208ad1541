import Descent

/// The Dixon–Price function: a chain that determines every coordinate except the sign of the last,
/// so there are two global minima.
///
/// The gradient also vanishes at (1/3, 0, …, 0), with f = 2/3. For n = 2 this is a strict saddle.
/// For n > 2 no eigenvalue of the Hessian is negative there, but f falls along a curve that starts
/// in the direction of xₙ, with xᵢ₋₁ = 2xᵢ².
/// - Source: Dixon and Price, "Truncated Newton method for sparse unconstrained optimization using
///   automatic differentiation", Journal of Optimization Theory and Applications 60(2), 1989.
public struct DixonPrice: ResidualProblem {
  @Hyperparameter("dimension n", in: 2...) public var n = 2

  public init() {}

  public static let card = Card(
    name: "dixon-price", summary: "chain with two global minima and a flat saddle",
    formula: "f(x) = (x₁ − 1)² + Σ_{i=2}^{n} i (2xᵢ² − xᵢ₋₁)²",
    source: "Dixon and Price, Journal of Optimization Theory and Applications 60(2), 1989")

  public static let record = ProblemRecord(
    family: "valleys", named: ["dixon_price_2": "n=2", "dixon_price_10": "n=10"],
    instances: ["dixon-price", "dixon-price:n=10", "dixon-price:n=3"],
    flags: [.leastSquares, .degenerate, .multimodal])

  public var layout: Layout { .vector(n) }

  public func start(seed: UInt64) -> [Double] { [Double](repeating: 1, count: n) }

  public var stationaryPoints: [StationaryPoint] {
    var minimum = [1.0]
    while minimum.count < n { minimum.append((minimum[minimum.count - 1] / 2).squareRoot()) }
    let opposite = minimum.dropLast() + [-minimum[n - 1]]
    let how = StationaryPoint.Provenance.closedForm("all residuals vanish: 2xᵢ² = xᵢ₋₁, x₁ = 1")
    let flat = (0..<n).map { $0 == 0 ? 1.0 / 3 : 0 }
    let last = (0..<n).map { $0 == n - 1 ? 1.0 : 0 }
    return [
      StationaryPoint(.globalMinimum, at: minimum, value: 0, how),
      StationaryPoint(.globalMinimum, at: Array(opposite), value: 0, how),
      StationaryPoint(
        .saddle(index: n == 2 ? 1 : 0),
        curvature: n == 2 ? .regular : .singular(.spanned(by: [last])),
        at: flat, value: 2.0 / 3,
        .closedForm("(x₁ − 1)² + 2x₁² is least, and every other term starts with a square")),
    ]
  }

  public var window: PlotWindow? { n == 2 ? PlotWindow(x: -10...10, y: -10...10) : nil }

  public var residualCount: Int { n }

  public func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    r[0] = x[0] - 1
    for i in 1..<x.count {
      r[i] = N(Double(i + 1).squareRoot()) * (2 * x[i] * x[i] - x[i - 1])
    }
  }
}
