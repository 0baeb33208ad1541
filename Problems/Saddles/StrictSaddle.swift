import Descent

/// A strict saddle with quartic confinement: two minima, and a saddle between them that attracts
/// every start on the line y = 0.
///
/// - Source: the normal form x² − y² of a nondegenerate saddle (Morse), confined by (x⁴ + y⁴)/4.
public struct StrictSaddle: FormulaProblem {
  public init() {}

  public static let card = Card(
    name: "saddle", summary: "strict saddle between two minima",
    formula: "f(x, y) = x² − y² + (x⁴ + y⁴)/4", source: "Morse normal form, confined")

  public static let record = ProblemRecord(
    family: "saddles", aliases: ["strict_saddle", "strict-saddle"], instances: ["saddle"],
    flags: .multimodal)

  public var layout: Layout { .vector(2) }

  /// Close to the saddle's stable manifold, but not on it.
  public func start(seed: UInt64) -> [Double] { [1, 1e-3] }

  public var stationaryPoints: [StationaryPoint] {
    let root = Double(2).squareRoot()
    let how = StationaryPoint.Provenance.closedForm("y² = 2 where the gradient vanishes off y = 0")
    return [
      StationaryPoint(.globalMinimum, at: [0, root], value: -1, how),
      StationaryPoint(.globalMinimum, at: [0, -root], value: -1, how),
      StationaryPoint(.saddle(index: 1), at: [0, 0], value: 0, .closedForm("Hessian diag(2, −2)")),
    ]
  }

  public var window: PlotWindow? { PlotWindow(x: -2...2, y: -2...2) }

  public func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    let (a, b) = (x[0] * x[0], x[1] * x[1])
    return a - b + (a * a + b * b) / 4
  }
}
