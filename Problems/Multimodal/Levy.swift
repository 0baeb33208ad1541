import Descent

/// Levy's function: a bowl with a lattice of minima. The first coordinate, the last and those
/// between have different patterns.
///
/// The formula uses uᵢ = wᵢ − 1 = (xᵢ − 1)/4, whose sines equal those of wᵢ up to the sign. Many
/// codes forget the 1 inside the sine of the middle terms. For n = 2 there are 40 minima, 75
/// saddles and 35 maxima in [−10, 10]², the combinations of ``LevyPoints``.
/// - Source: Levy and Montalvo, "The tunneling algorithm for the global minimization of functions",
///   SIAM Journal on Scientific and Statistical Computing 6(1), 1985, in the form of Laguna and
///   Martí.
public struct Levy: ResidualProblem {
  @Hyperparameter("dimension n", in: 1...) public var n = 2

  public init() {}

  public static let card = Card(
    name: "levy", summary: "lattice of minima on a bowl",
    formula: """
      f(x) = sin² πw₁ + Σ_{i=1}^{n−1} (wᵢ − 1)² (1 + 10 sin²(πwᵢ + 1)) \
      + (wₙ − 1)² (1 + sin² 2πwₙ),  wᵢ = 1 + (xᵢ − 1)/4
      """,
    source: "Levy and Montalvo, SIAM J. Sci. Stat. Comput. 6(1), 1985; Laguna and Martí, 2005")

  public static let record = ProblemRecord(
    family: "multimodal", named: ["levy_2": "n=2", "levy_10": "n=10"],
    instances: ["levy", "levy:n=10", "levy:n=3"], flags: [.leastSquares, .multimodal])

  public var layout: Layout { .vector(n) }

  /// −4, 6, −4, …
  public func start(seed: UInt64) -> [Double] { (0..<n).map { $0 % 2 == 0 ? -4 : 6 } }

  /// For n = 2 the 150 points of the box, otherwise those that differ from the global minimum in
  /// the first or the last coordinate.
  public var stationaryPoints: [StationaryPoint] {
    guard n > 1 else {
      return [
        StationaryPoint(
          .globalMinimum, at: [1], value: 0, .closedForm("the residuals vanish at 1 only"))
      ]
    }
    let middle = [[LinePoint]](repeating: [.minimum(1, 0)], count: n - 2)
    return SeparablePoints.combinations(
      [LevyPoints.first] + middle + [LevyPoints.last], lowest: .globalMinimum,
      .published("roots of each coordinate's derivative in 50 digits, rounded to double"))
  }

  public var window: PlotWindow? { n == 2 ? PlotWindow(x: -10...10, y: -10...10) : nil }

  public var residualCount: Int { 2 * n + 1 }

  public func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    let pi = N(Double.pi)
    r[0] = N.sin(pi * (x[0] - 1) / 4)
    for i in 0..<x.count {
      let u = (x[i] - 1) / 4
      r[2 * i + 1] = u
      r[2 * i + 2] =
        i + 1 < x.count
        ? N(Double(10).squareRoot()) * u * N.sin(pi * u + 1) : u * N.sin(2 * pi * u)
    }
  }
}
