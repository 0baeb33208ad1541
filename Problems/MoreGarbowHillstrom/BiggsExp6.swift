import Descent

/// Biggs' EXP6: three exponentials are recovered from their sum. Methods often stop at
/// 5.66·10⁻³ on a line of critical points.
///
/// The three terms can be exchanged, so there are six zeros. If two terms have the same rate, only
/// the sum of their weights matters, which gives lines of critical points. On the line with value
/// 5.65565·10⁻³ (m = 13), x₁ = x₅ = 1.7114 and x₃ + x₆ = 2.3263. Its points are local minima only
/// where x₃x₆ ≤ 0, and strict saddles where both are positive (the midpoint has the curvature
/// −0.0098). Both kinds are listed, with their images under the exchange of terms. If an
/// exponential overflows, f is +∞ and its gradient infinite or NaN.
/// - Source: Biggs, "Minimization algorithms making use of non-quadratic properties of the
///   objective function", IMA Journal of Applied Mathematics 8(3), 1971; problem 18 of Moré, Garbow
///   and Hillstrom, ACM TOMS 7(1), 1981.
public struct BiggsExp6: IndexedResiduals {
  @Hyperparameter("number of residuals m", in: 6...100_000) public var m = 13

  public init() {}

  public static let card = Card(
    name: "biggs-exp6", summary: "a sum of exponentials with six zeros and critical lines",
    formula: """
      f(x) = Σ_{i=1}^m (x₃ exp(−tx₁) − x₄ exp(−tx₂) + x₆ exp(−tx₅) − exp(−t) + 5 exp(−10t) \
      − 3 exp(−4t))²,  t = i/10
      """,
    source: "Biggs, 1971; Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981, problem 18")

  public static let record = ProblemRecord(
    family: "more-garbow-hillstrom", aliases: ["mgh18"],
    instances: ["biggs-exp6", "biggs-exp6:m=20"], flags: [.leastSquares, .degenerate, .multimodal])

  public var layout: Layout { .vector(6) }

  public func start(seed: UInt64) -> [Double] { [1, 2, 1, 1, 1, 1] }

  public var stationaryPoints: [StationaryPoint] {
    let zeros = BiggsExp6Points.images(of: [(1, 1), (4, 3), (10, -5)]).map {
      StationaryPoint(
        .globalMinimum, at: $0, value: 0, .closedForm("the terms are those of the data"))
    }
    return m == 13 ? zeros + BiggsExp6Points.onLines : zeros
  }

  public var residualCount: Int { m }

  public func residual<N: FormulaNumber>(_ i: Int, _ x: Point<N>) -> N {
    let t = Double(i + 1) / 10
    let data = Double.exp(-t) - 5 * Double.exp(-10 * t) + 3 * Double.exp(-4 * t)
    let (first, second) = (x[2] * N.exp(-N(t) * x[0]), x[3] * N.exp(-N(t) * x[1]))
    let model = first - second + x[5] * N.exp(-N(t) * x[4])
    return (model - N(data)).orInfinity(at: x)
  }
}
