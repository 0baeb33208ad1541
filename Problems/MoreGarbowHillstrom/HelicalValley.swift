import Descent

/// The helical valley: its floor winds around the third axis, and f is discontinuous where a
/// turn ends.
///
/// θ = arctan(y/x)/2π, plus ½ if x < 0, lies between −¼ and ¾. f is discontinuous on the half
/// plane x = 0, y < 0, where θ is −¼, its limit from x > 0. (`atan2`/2π is a different function:
/// it differs by 1 where x < 0 and y < 0.) On the axis x = y = 0 f has a kink; there θ and the
/// slopes in x and y are given as 0. The minimum is the only stationary point: ∂f/∂θ = 0 gives z =
/// 10θ, and ∂f/∂z = 0 then gives z = 0.
/// - Source: Fletcher and Powell, "A rapidly convergent descent method for minimization", The
///   Computer Journal 6(2), 1963; problem 7 of Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981.
public struct HelicalValley: ResidualProblem {
  public init() {}

  public static let card = Card(
    name: "helical-valley", summary: "valley that winds about an axis, with a jump",
    formula: "f(x, y, z) = 100(z − 10θ)² + 100(√(x² + y²) − 1)² + z²,  2πθ = arctan(y/x) (+ π)",
    source: "Fletcher and Powell, 1963; Moré, Garbow and Hillstrom, 1981, problem 7")

  public static let record = ProblemRecord(
    family: "more-garbow-hillstrom", aliases: ["mgh07"], instances: ["helical-valley"],
    flags: .leastSquares)

  public var layout: Layout { .vector(3) }

  public func start(seed: UInt64) -> [Double] { [-1, 0, 0] }

  public var stationaryPoints: [StationaryPoint] {
    [
      StationaryPoint(
        .globalMinimum, at: [1, 0, 0], value: 0, .closedForm("all three residuals vanish"))
    ]
  }

  public var residualCount: Int { 3 }

  public func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    let (turns, radius) = cylinder(x[0], x[1])
    r[0] = 10 * (x[2] - 10 * turns)
    // ρ − 1, without cancellation near the minimum.
    r[1] = 10 * ((x[0] - 1) * (x[0] + 1) + x[1] * x[1]) / (radius + 1)
    r[2] = x[2]
  }

  /// θ and √(x² + y²). If |y| > |x|, it uses x/y, so that derivatives exist at x = 0.
  private func cylinder<N: FormulaNumber>(_ x: N, _ y: N) -> (turns: N, radius: N) {
    if x == 0 && y == 0 { return (.zero, .zero) }
    let isSteep = abs(y) > abs(x)
    let ratio = isSteep ? x / y : y / x
    let radius = abs(isSteep ? y : x) * N.sqrt(1 + ratio * ratio)
    let turn = N.atan(ratio) / N(2 * .pi)
    if isSteep {
      let quarter: N = y > 0 ? 0.25 : x < 0 ? 0.75 : -0.25
      return (quarter - turn, radius)
    }
    return (x < 0 ? turn + 0.5 : turn, radius)
  }
}
