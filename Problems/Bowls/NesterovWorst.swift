import Descent

/// Nesterov's worst convex function: from 0, a method whose steps combine gradients reaches one
/// more coordinate per step. No such method is therefore faster than 1/t² in the first (n − 1)/2
/// steps.
///
/// After t steps f − f* ≥ 3L‖x₀ − x*‖²/(32(t + 1)²). The declared constants are those for n
/// coordinates; the largest curvature approaches L.
/// - Source: Nesterov, "Introductory Lectures on Convex Optimization", 2004, §2.1.2.
public struct NesterovWorst: FormulaProblem {
  @Hyperparameter("dimension n", in: 1...) public var n = 20
  @Hyperparameter("bound L of the curvature", above: 0) public var l = 1.0

  public init() {}

  public static let card = Card(
    name: "nesterov-worst", summary: "the convex function that first-order methods are slowest on",
    formula: "f(x) = (L/4) [½ (x₁² + Σ_{i<n} (xᵢ − xᵢ₊₁)² + xₙ²) − x₁]",
    source: "Nesterov, Introductory Lectures on Convex Optimization, 2004, §2.1.2")

  public static let record = ProblemRecord(
    family: "bowls", aliases: ["nesterov_worst"],
    instances: ["nesterov-worst", "nesterov-worst:n=7,l=100"], flags: .convex)

  public var layout: Layout { .vector(n) }

  public func start(seed: UInt64) -> [Double] { [Double](repeating: 0, count: n) }

  public var stationaryPoints: [StationaryPoint] {
    let m = Double(n + 1)
    return [
      StationaryPoint(
        .globalMinimum, at: (1...n).map { Double(n + 1 - $0) / m }, value: -l * Double(n) / (8 * m),
        .closedForm("xᵢ = 1 − i/(n + 1) solves 2xᵢ − xᵢ₋₁ − xᵢ₊₁ = 0, x₀ = 1, xₙ₊₁ = 0"))
    ]
  }

  /// The eigenvalues are L sin²(kπ/(2n + 2)), k = 1, …, n.
  private func eigenvalue(_ k: Int) -> Double {
    let sine = Double.sin(.pi * Double(k) / Double(2 * n + 2))
    return l * sine * sine
  }

  public var smoothness: Double? { eigenvalue(n) }
  public var strongConvexity: Double? { eigenvalue(1) }
  public var window: PlotWindow? { n == 2 ? PlotWindow(x: -1...2, y: -1...2) : nil }

  public func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    let last = x[x.count - 1]
    var sum = x[0] * x[0] + last * last
    for i in 1..<max(1, x.count) {
      let difference = x[i - 1] - x[i]
      sum += difference * difference
    }
    return N(l / 4) * (sum / 2 - x[0])
  }
}
