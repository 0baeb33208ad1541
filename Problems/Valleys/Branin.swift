import Descent

/// Branin's function: a parabolic valley with a cosine along its floor. It has infinitely many
/// minima of equal depth, three of them in [−5, 10] × [0, 15].
///
/// For all parameters the stationary points lie at x = kπ on the valley's floor y = bx² − cx + r.
/// The rounded constants 0.1291, 1.5915, 0.0398 in some codes give a different function.
/// - Source: Branin, IBM Journal of Research and Development 16(5), 1972; Dixon and Szegő, Towards
///   Global Optimisation 2, 1978.
public struct Branin: FormulaProblem {
  @Hyperparameter("steepness a of the valley's walls", above: 0) public var a = 1.0
  @Hyperparameter("bend b of the valley") public var b = 5.1 / (4 * Double.pi * Double.pi)
  @Hyperparameter("slope c of the valley") public var c = 5 / Double.pi
  @Hyperparameter("height r of the valley at x = 0") public var r = 6.0
  @Hyperparameter("level s of the floor") public var s = 10.0
  @Hyperparameter("share t of s that the minima keep") public var t = 1 / (8 * Double.pi)

  public init() {}

  public static let card = Card(
    name: "branin", summary: "curved valley with a row of equal minima",
    formula: "f(x, y) = a (y − bx² + cx − r)² + s (1 − t) cos x + s",
    source: "Branin, 1972; Dixon and Szegő, Towards Global Optimisation 2, 1978")

  public static let record = ProblemRecord(
    family: "valleys", instances: ["branin", "branin:a=2,b=0.25,c=1,r=3,s=5,t=0.5"],
    flags: .multimodal)

  public var layout: Layout { .vector(2) }

  public func start(seed: UInt64) -> [Double] { [2.5, 7.5] }

  /// The points with x = −π, 0, π, 2π, 3π. Without a cosine the whole floor is minimal.
  public var stationaryPoints: [StationaryPoint] {
    let wave = s * (1 - t)
    guard wave != 0 else {
      let how = StationaryPoint.Provenance.closedForm("nothing but the wall's square depends on x")
      return [StationaryPoint(.minimisingSet(dimension: 1), at: [0, r], value: s, how)]
    }
    return (-1...3).map { k in
      let (x, isOdd) = (Double(k) * Double.pi, k % 2 != 0)
      return StationaryPoint(
        isOdd == (wave > 0) ? .globalMinimum : .saddle(index: 1),
        at: [x, (b * x - c) * x + r], value: isOdd ? s * t : s * (2 - t),
        .closedForm("the wall's square vanishes, and so does sin x"))
    }
  }

  public var window: PlotWindow? { PlotWindow(x: -5...10, y: 0...15) }

  public func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    let wall = x[1] - (N(b) * x[0] - N(c)) * x[0] - N(r)
    // 1 + cos x = 2 cos²(x/2), which does not cancel at the minima.
    let wave = N.cos(x[0] / 2)
    return N(a) * wall * wall + N(2 * s * (1 - t)) * wave * wave + N(s * t)
  }
}
