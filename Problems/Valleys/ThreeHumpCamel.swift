import Descent

/// The three-hump camel: a global minimum at 0 between two local minima, with a saddle on
/// either side.
///
/// y = −x/2 at a stationary point, and x = 0 or x² = 2.1 ± √0.91, so there are exactly five
/// points. f = (y + x/2)² + x² (7/4 − 1.05x² + x⁴/6), where the last factor has no real root.
/// - Source: Branin, "Widely convergent method for finding multiple solutions of simultaneous
///   nonlinear equations", IBM Journal of Research and Development 16(5), 1972.
public struct ThreeHumpCamel: FormulaProblem {
  public init() {}

  public static let card = Card(
    name: "three-hump-camel", summary: "three minima in a row, two saddles between",
    formula: "f(x, y) = 2x² − 1.05x⁴ + x⁶/6 + xy + y²",
    source: "Branin, IBM Journal of Research and Development 16(5), 1972")

  public static let record = ProblemRecord(
    family: "valleys", aliases: ["three_hump_camel"], instances: ["three-hump-camel"],
    flags: .multimodal)

  public var layout: Layout { .vector(2) }

  public func start(seed: UInt64) -> [Double] { [2, 1] }

  public var stationaryPoints: [StationaryPoint] {
    let how = StationaryPoint.Provenance.closedForm("y = −x/2, and x⁴ − 4.2x² + 3.5 = 0 off x = 0")
    let minimum = StationaryPoint(
      .globalMinimum, at: [0, 0], value: 0, .closedForm("a sum of squares and positive terms"))
    func pair(_ kind: StationaryPoint.Kind, _ square: Double) -> [StationaryPoint] {
      let x = square.squareRoot()
      return [x, -x].map {
        StationaryPoint(kind, at: [$0, -$0 / 2], value: 1.225 - 91 * square / 300, how)
      }
    }
    let root = Double(0.91).squareRoot()
    return [minimum] + pair(.localMinimum, 2.1 + root) + pair(.saddle(index: 1), 2.1 - root)
  }

  public var window: PlotWindow? { PlotWindow(x: -5...5, y: -5...5) }

  public func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    let square = x[0] * x[0]
    let sum = x[1] + x[0] / 2
    return sum * sum + square * (1.75 + square * (square / 6 - 1.05))
  }
}
