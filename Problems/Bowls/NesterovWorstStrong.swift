import Descent

/// Nesterov's worst strongly convex function, in n coordinates: from 0, a method whose steps combine
/// gradients reaches one more coordinate per step.
///
/// After t < n steps ‖x − x*‖² is at least q²ᵗ(1 − q²⁽ⁿ⁻ᵗ⁾)/(1 − q²ⁿ) times its first value. The
/// original has infinitely many coordinates. With 2 − q instead of 2 as the last entry of A, xᵢ = qⁱ is
/// the minimum for n coordinates too. The spectrum lies between μ and κμ and approaches both as n
/// grows.
/// - Source: Nesterov, "Introductory Lectures on Convex Optimization", 2004, §2.1.4.
public struct NesterovWorstStrong: FormulaProblem {
  @Hyperparameter("dimension n", in: 1...) public var n = 20
  @Hyperparameter("condition number κ", above: 1) public var condition = 100.0
  @Hyperparameter("strong convexity μ", above: 0) public var mu = 1.0

  public init() {}

  public static let card = Card(
    name: "nesterov-worst-sc",
    summary: "the strongly convex function that first-order methods are slowest on",
    formula: "f(x) = (μ(κ − 1)/4) (½ xᵀAx − x₁) + (μ/2) ‖x‖²,  A = tridiag(−1, 2, −1), "
      + "aₙₙ = 2 − q,  q = (√κ − 1)/(√κ + 1)",
    source: "Nesterov, Introductory Lectures on Convex Optimization, 2004, §2.1.4")

  public static let record = ProblemRecord(
    family: "bowls", aliases: ["nesterov_worst_sc"],
    instances: ["nesterov-worst-sc", "nesterov-worst-sc:n=5,condition=1e4,mu=0.1"],
    flags: .convex)

  public var layout: Layout { .vector(n) }

  public func start(seed: UInt64) -> [Double] { [Double](repeating: 0, count: n) }

  /// q, the ratio between successive coordinates of the minimum.
  private var ratio: Double {
    let root = condition.squareRoot()
    return (condition - 1) / ((root + 1) * (root + 1))
  }

  public var stationaryPoints: [StationaryPoint] {
    [
      StationaryPoint(
        .globalMinimum, at: (1...n).map { .pow(ratio, $0) },
        value: -mu * (condition - 1) * ratio / 8,
        .closedForm("xᵢ = qⁱ, as q + 1/q = 2 + 4/(κ − 1); f is strongly convex"))
    ]
  }

  public var smoothness: Double? { mu * condition }
  public var strongConvexity: Double? { mu }
  public var window: PlotWindow? { n == 2 ? PlotWindow(x: -1...2, y: -1...2) : nil }

  public func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    // xᵀAx = x₁² + Σ (xᵢ − xᵢ₊₁)² + (1 − q) xₙ²
    let last = x[x.count - 1]
    var (form, squares) = (x[0] * x[0] + N(1 - ratio) * last * last, x[0] * x[0])
    for i in 1..<max(1, x.count) {
      let difference = x[i - 1] - x[i]
      form += difference * difference
      squares += x[i] * x[i]
    }
    return N(mu * (condition - 1) / 4) * (form / 2 - x[0]) + N(mu / 2) * squares
  }
}
