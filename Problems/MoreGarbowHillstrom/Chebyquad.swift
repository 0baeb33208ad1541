import Descent

/// Chebyquad: nodes of a quadrature with equal weights, exact for the Chebyshev polynomials of degree 1
/// to m. For n = m = 1 … 7 and 9 real nodes exist, and the minimum of f is 0. For 8 and from 10 on it
/// is not.
///
/// Permuted coordinates and x → 1 − x give the same value, so each listed point stands for many. For n
/// = 10 Moré, Garbow and Hillstrom give the value 6.50395e-3, which is only a local minimum. The best
/// known value is 4.7727136963753490e-3.
/// - Source: Fletcher, "Function minimization without evaluating derivatives: a review", The Computer
///   Journal 8, 1965; problem 35 of Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981.
public struct Chebyquad: ResidualProblem {
  @Hyperparameter("number n of nodes", in: 1...) public var n = 7
  @Hyperparameter("number m − n of residuals beyond n", in: 0...3)
  public var surplus = 0

  public init() {}

  public static let card = Card(
    name: "chebyquad", summary: "nodes of a quadrature with equal weights",
    formula:
      "f(x) = Σ_{i=1}^{m} ((1/n) Σⱼ Tᵢ(2xⱼ − 1) − Iᵢ)²,  Iᵢ = 0 for odd i, −1/(i² − 1) for even",
    source: "Fletcher, 1965; Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981, problem 35")

  public static let record = ProblemRecord(
    family: "more-garbow-hillstrom",
    named: ["mgh35_7": "n=7", "mgh35_8": "n=8", "mgh35_9": "n=9", "mgh35_10": "n=10"],
    instances: [
      "chebyquad", "chebyquad:n=8", "chebyquad:n=9", "chebyquad:n=10", "chebyquad:n=2",
      "chebyquad:n=5",
    ], flags: [.leastSquares, .multimodal])

  public var layout: Layout { .vector(n) }

  public func start(seed: UInt64) -> [Double] { (1...n).map { Double($0) / Double(n + 1) } }

  /// Known for n ≤ 10 with m = n.
  public var stationaryPoints: [StationaryPoint] { surplus == 0 ? ChebyquadPoints.known(n) : [] }

  public var window: PlotWindow? { n == 2 ? PlotWindow(x: -0.5...1.5, y: -0.5...1.5) : nil }

  public var residualCount: Int { n + surplus }

  public func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    for i in 0..<r.count { r[i] = .zero }
    for j in 0..<x.count {
      let y = 2 * x[j] - 1
      var (previous, present) = (N(1), y)
      for i in 0..<r.count {
        r[i] = r[i] + present
        (previous, present) = (present, 2 * y * present - previous)
      }
    }
    for i in 1...r.count {
      let integral = i % 2 == 1 ? 0 : -1 / Double(i * i - 1)
      r[i - 1] = r[i - 1] / N(Double(x.count)) - N(integral)
    }
  }
}
