import Descent

/// Three exponentials in the plane: strictly convex but not strongly convex, and the gradient has
/// no Lipschitz constant. Step sizes that suit the minimum lead to overflow far from it.
///
/// Boyd and Vandenberghe use it to show gradient descent, steepest descent and Newton's method. If an
/// exponent is above 709, the value is infinite, and the gradient may be the difference of two
/// infinite terms.
/// - Source: Boyd and Vandenberghe, "Convex Optimization", 2004, (9.20).
public struct BoydExponentials: FormulaProblem {
  @Hyperparameter("slope a of y", above: 0) public var a = 3.0
  @Hyperparameter("what each exponent is lowered by") public var c = 0.1

  public init() {}

  public static let card = Card(
    name: "boyd-exp", summary: "sum of three exponentials in the plane",
    formula: "f(x, y) = exp(x + ay − c) + exp(x − ay − c) + exp(−x − c)",
    source: "Boyd and Vandenberghe, Convex Optimization, 2004, (9.20)")

  public static let record = ProblemRecord(
    family: "bowls", aliases: ["boyd_exp"], instances: ["boyd-exp", "boyd-exp:a=0.5,c=-1"],
    flags: .convex)

  public var layout: Layout { .vector(2) }

  public func start(seed: UInt64) -> [Double] { [-1, 1] }

  public var stationaryPoints: [StationaryPoint] {
    [
      StationaryPoint(
        .globalMinimum, at: [-Double.log(2) / 2, 0], value: 2 * Double(2).squareRoot() * .exp(-c),
        .closedForm("y = 0 by symmetry, and 2 exp x = exp −x; f is strictly convex"))
    ]
  }

  public var window: PlotWindow? { PlotWindow(x: -2...1.5, y: -1...1) }

  public func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    let (slope, low) = (N(a) * x[1], N(c))
    return N.exp(x[0] + slope - low) + N.exp(x[0] - slope - low) + N.exp(-x[0] - low)
  }
}
