import Descent

/// The Goldstein–Price function: a polynomial of degree eight with four minima. Its values on [−2,
/// 2]² range from 3 to a million.
///
/// It is g(u) h(v) with u = x + y and v = 2x − 3y, and g′ = 12(u + 1)(u − 1)(u − 2), h′ = 12v(v −
/// 1)(v − 3) and both factors are positive. The nine combinations of roots are therefore all
/// stationary points in the plane. Sign errors in the second factor are frequent; as a check,
/// f(½, −½) = 193.75.
/// - Source: Goldstein and Price, "On descent from local minima", Mathematics of Computation
///   25(115), 1971.
public struct GoldsteinPrice: FormulaProblem {
  public init() {}

  public static let card = Card(
    name: "goldstein-price", summary: "four minima at rational points, 3 to 840",
    formula: """
      f(x, y) = [1 + (x + y + 1)² (19 − 14x + 3x² − 14y + 6xy + 3y²)] \
      [30 + (2x − 3y)² (18 − 32x + 12x² + 48y − 36xy + 27y²)]
      """,
    source: "Goldstein and Price, Mathematics of Computation 25(115), 1971")

  public static let record = ProblemRecord(
    family: "valleys", aliases: ["goldstein_price"], instances: ["goldstein-price"],
    flags: .multimodal)

  public var layout: Layout { .vector(2) }

  public func start(seed: UInt64) -> [Double] { [0.5, -0.5] }

  public var stationaryPoints: [StationaryPoint] {
    typealias Root = (at: Double, value: Double, isMinimum: Bool)
    let first: [Root] = [(-1, 1, true), (1, 33, false), (2, 28, true)]
    let second: [Root] = [(3, 3, true), (0, 30, true), (1, 35, false)]
    return first.flatMap { u in
      second.map { v in
        let kind: StationaryPoint.Kind =
          switch (u.isMinimum, v.isMinimum) {
          case (true, true): u.value * v.value == 3 ? .globalMinimum : .localMinimum
          case (false, false): .maximum
          default: .saddle(index: 1)
          }
        return StationaryPoint(
          kind, at: [(3 * u.at + v.at) / 5, (2 * u.at - v.at) / 5], value: u.value * v.value,
          .closedForm("a root of g′ in u = x + y and one of h′ in v = 2x − 3y"))
      }
    }
  }

  public var window: PlotWindow? { PlotWindow(x: -2...2, y: -2...2) }

  public func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    let (u, v) = (x[0] + x[1], 2 * x[0] - 3 * x[1])
    let g = 1 + (u + 1) * (u + 1) * (19 + u * (3 * u - 14))
    let h = 30 + v * v * (18 + v * (3 * v - 16))
    return g * h
  }
}
