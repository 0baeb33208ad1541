import Descent

/// n/4 uncoupled copies of Powell's singular function: a global minimum at 0, where the Hessian has
/// half the full rank.
///
/// Along (10, −1, 0, 0) and (0, 0, 1, 1) of each block f grows like the fourth power. Some codes have
/// (x₂ − 2x₃²)², or √2 instead of √10.
/// - Source: Spedicato, 1975; problem 22 of Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981.
public struct ExtendedPowellSingular: ResidualProblem {
  @Hyperparameter("dimension n, a multiple of 4", in: 4...) public var n = 12

  public init() {}

  public static let card = Card(
    name: "extended-powell-singular", summary: "uncoupled copies of Powell's singular function",
    formula: "f(x) = Σ_{i=1}^{n/4} (x₄ᵢ₋₃ + 10x₄ᵢ₋₂)² + 5(x₄ᵢ₋₁ − x₄ᵢ)² "
      + "+ (x₄ᵢ₋₂ − 2x₄ᵢ₋₁)⁴ + 10(x₄ᵢ₋₃ − x₄ᵢ)⁴",
    source: "Spedicato, 1975; Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981, problem 22")

  public static let record = ProblemRecord(
    family: "more-garbow-hillstrom", aliases: ["mgh22"],
    instances: ["extended-powell-singular", "extended-powell-singular:n=20"],
    flags: [.leastSquares, .convex, .degenerate])

  public var layout: Layout { .vector(n) }

  public func validate() throws(ConfigurationError) {
    guard n % 4 == 0 else {
      throw .inconsistent(owner: Self.card.name, reason: "n=\(n) is not a multiple of 4")
    }
  }

  public func start(seed: UInt64) -> [Double] { (0..<n).map { [3, -1, 0, 1][$0 % 4] } }

  public var stationaryPoints: [StationaryPoint] {
    var basis: [[Double]] = []
    for first in stride(from: 0, to: n, by: 4) {
      let zeros = [Double](repeating: 0, count: n)
      var (outer, inner) = (zeros, zeros)
      (outer[first], outer[first + 1]) = (10, -1)
      (inner[first + 2], inner[first + 3]) = (1, 1)
      basis += [outer, inner]
    }
    return [
      StationaryPoint(
        .globalMinimum, curvature: .singular(.spanned(by: basis)),
        at: [Double](repeating: 0, count: n), value: 0,
        .closedForm("all residuals vanish at 0 only"))
    ]
  }

  public var residualCount: Int { n }

  public func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    for i in stride(from: 0, to: x.count, by: 4) {
      let (middle, outer) = (x[i + 1] - 2 * x[i + 2], x[i] - x[i + 3])
      r[i] = x[i] + 10 * x[i + 1]
      r[i + 1] = N(Double(5).squareRoot()) * (x[i + 2] - x[i + 3])
      r[i + 2] = middle * middle
      r[i + 3] = N(Double(10).squareRoot()) * outer * outer
    }
  }
}
