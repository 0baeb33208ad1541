import Descent

/// The six-hump camel: six minima in pairs of equal depth, seven saddles and two maxima.
///
/// f(−x, −y) = f(x, y), so every point but the saddle 0 has an opposite point. From a start that
/// is equally near to both global minima, a method shows its bias. The 15 points are all points
/// in [−5, 5]².
/// - Source: Dixon and Szegő, "The global optimization problem: an introduction", in Towards Global
///   Optimisation 2, 1978.
public struct SixHumpCamel: FormulaProblem {
  public init() {}

  public static let card = Card(
    name: "six-hump-camel", summary: "six minima in pairs, seven saddles and two maxima",
    formula: "f(x, y) = (4 − 2.1x² + x⁴/3) x² + xy + (4y² − 4) y²",
    source: "Dixon and Szegő, Towards Global Optimisation 2, 1978")

  public static let record = ProblemRecord(
    family: "valleys", aliases: ["six_hump_camel"], instances: ["six-hump-camel"],
    flags: .multimodal)

  public var layout: Layout { .vector(2) }

  public func start(seed: UInt64) -> [Double] { [1.5, -1] }

  public var stationaryPoints: [StationaryPoint] {
    typealias Entry = (kind: StationaryPoint.Kind, value: Double, x: Double, y: Double)
    let saddle = StationaryPoint.Kind.saddle(index: 1)
    let entries: [Entry] = [
      (.globalMinimum, -1.0316284534898774, -0.08984201310031806, 0.7126564030207396),
      (.localMinimum, -0.21546382438371764, 1.703606714969981, -0.7960835686726251),
      (.localMinimum, 2.1042503103112584, 1.6071047529201972, 0.5686514548841314),
      (saddle, 0.5437186009781851, 1.1092053368047865, -0.7682680925095399),
      (saddle, 2.2293571975307147, 1.6380679841897785, 0.22867406904439408),
      (saddle, 2.22947081802986, 1.2960702671671092, 0.6050843880386585),
      (.maximum, 2.496295351023577, 1.2302298765166526, 0.16233458445899496),
    ]
    let centre = StationaryPoint(saddle, at: [0, 0], value: 0, .closedForm("f has no linear term"))
    return [centre]
      + entries.flatMap { entry in
        [1.0, -1.0].map { sign in
          StationaryPoint(
            entry.kind, at: [sign * entry.x, sign * entry.y], value: entry.value,
            .krawczyk)
        }
      }
  }

  public var window: PlotWindow? { PlotWindow(x: -3...3, y: -2...2) }

  public func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    let (a, b) = (x[0] * x[0], x[1] * x[1])
    return a * (4 + a * (a / 3 - 2.1)) + x[0] * x[1] + 4 * b * (b - 1)
  }
}
