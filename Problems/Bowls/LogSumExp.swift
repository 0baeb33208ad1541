import Descent

/// The logarithm of the sum of three exponentials: a smooth maximum of three linear functions, flat
/// far from the minimum.
///
/// It has the same minimum as ``BoydExponentials``, but its gradient is bounded and Lipschitz
/// continuous. The largest exponent is factored out, so no value overflows.
/// - Source: Boyd and Vandenberghe, "Convex Optimization", 2004, §3.1.5, with the
/// exponents of (9.20).
public struct LogSumExp: FormulaProblem {
  @Hyperparameter("slope a of y", above: 0) public var a = 3.0
  @Hyperparameter("what each exponent is lowered by") public var c = 0.1

  public init() {}

  public static let card = Card(
    name: "log-sum-exp", summary: "smooth maximum of three linear functions",
    formula: "f(x, y) = ln (exp(x + ay − c) + exp(x − ay − c) + exp(−x − c))",
    source: "Boyd and Vandenberghe, Convex Optimization, 2004, §3.1.5 and (9.20)")

  public static let record = ProblemRecord(
    family: "bowls", aliases: ["log_sum_exp"],
    instances: ["log-sum-exp", "log-sum-exp:a=0.5,c=-1"], flags: .convex)

  public var layout: Layout { .vector(2) }

  public func start(seed: UInt64) -> [Double] { [-1, 1] }

  public var stationaryPoints: [StationaryPoint] {
    [
      StationaryPoint(
        .globalMinimum, at: [-Double.log(2) / 2, 0], value: 1.5 * .log(2) - c,
        .closedForm("y = 0 by symmetry, and 2 exp x = exp −x; f is strictly convex"))
    ]
  }

  /// A quarter of the largest squared distance between two of the slopes (1, a), (1, −a), (−1, 0):
  /// The curvature approaches it where two exponents are equal and the third is far below.
  public var smoothness: Double? { max(a * a, 1 + a * a / 4) }
  public var window: PlotWindow? { PlotWindow(x: -3...3, y: -2...2) }

  public func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    // Of the first two exponents, the first one is larger if y is positive.
    let slope = x[1] < 0 ? -N(a) * x[1] : N(a) * x[1]
    let (high, low, other) = (x[0] + slope, x[0] - slope, -x[0])
    let top = high < other ? other : high
    let rest = high < other ? N.exp(high - top) : N.exp(other - top)
    return top - N(c) + N.log(onePlus: rest + N.exp(low - top))
  }
}
