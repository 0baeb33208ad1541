import Descent

/// Himmelblau's function: four minima of equal depth, four saddles and a maximum.
///
/// Which minimum a method reaches depends on its start and its steps; only (3, 2) is rational.
/// There are no other stationary points than these nine, because the two cubics ∇f = 0 have at most
/// nine common solutions (Bézout).
/// - Source: Himmelblau, "Applied Nonlinear Programming", 1972.
public struct Himmelblau: ResidualProblem {
  public init() {}

  public static let card = Card(
    name: "himmelblau", summary: "four equal minima, four saddles and a maximum",
    formula: "f(x, y) = (x² + y − 11)² + (x + y² − 7)²",
    source: "Himmelblau, Applied Nonlinear Programming, 1972")

  public static let record = ProblemRecord(
    family: "valleys", instances: ["himmelblau"], flags: [.leastSquares, .multimodal])

  public var layout: Layout { .vector(2) }

  public func start(seed: UInt64) -> [Double] { [0, 0] }

  public var stationaryPoints: [StationaryPoint] {
    typealias Entry = (kind: StationaryPoint.Kind, point: [Double], value: Double)
    let minimum = StationaryPoint.Kind.globalMinimum
    let saddle = StationaryPoint.Kind.saddle(index: 1)
    let entries: [Entry] = [
      (minimum, [3, 2], 0),
      (minimum, [-2.805118086952745, 3.131312518250573], 0),
      (minimum, [-3.779310253377747, -3.2831859912861696], 0),
      (minimum, [3.5844283403304917, -1.8481265269644036], 0),
      (saddle, [3.385154183607021, 0.07385187983774928], 13.31192627040559),
      (saddle, [0.08667750455539636, 2.884254701174776], 67.71915008752615),
      (saddle, [-3.0730257507643897, -0.08135304428796751], 104.0151629175581),
      (saddle, [-0.12796134673068008, -1.9537149802445763], 178.33723920192747),
      (.maximum, [-0.2708445906673476, -0.9230385564799815], 181.6165215225827),
    ]
    return entries.map {
      StationaryPoint(
        $0.kind, at: $0.point, value: $0.value,
        .published("all nine solutions of ∇f = 0, each enclosed by interval Newton"))
    }
  }

  public var window: PlotWindow? { PlotWindow(x: -5...5, y: -5...5) }

  public func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    let first = x[0] * x[0] + x[1] - 11
    let second = x[0] + x[1] * x[1] - 7
    return first * first + second * second
  }

  public var residualCount: Int { 2 }

  public func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    r[0] = x[0] * x[0] + x[1] - 11
    r[1] = x[0] + x[1] * x[1] - 7
  }
}
