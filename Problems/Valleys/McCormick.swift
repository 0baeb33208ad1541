import Descent

/// McCormick's function: a valley along x = y whose floor is a tilted sine. A method that
/// overshoots can fall from minimum to minimum without end.
///
/// With s = x + y and d = x − y it is sin s + s/2 + (d − 1)²: minima at s = −2π/3 + 2πk, saddles at
/// s = 2π/3 + 2πk, each period π higher. The minimum for k = 0 is global only in the customary box
/// [−1.5, 4] × [−3, 4]; in the plane the function is unbounded below. Its value is −1.9132230,
/// often wrongly rounded to −1.9133.
/// - Source: McCormick, "Computability of global solutions to factorable nonconvex programs",
///   Mathematical Programming 10, 1976.
public struct McCormick: FormulaProblem {
  public init() {}

  public static let card = Card(
    name: "mccormick", summary: "tilted sine along a valley, unbounded below",
    formula: "f(x, y) = sin(x + y) + (x − y)² − 1.5x + 2.5y + 1",
    source: "McCormick, Mathematical Programming 10, 1976")

  public static let record = ProblemRecord(
    family: "valleys", instances: ["mccormick"], flags: .multimodal)

  public var layout: Layout { .vector(2) }

  public func start(seed: UInt64) -> [Double] { [0, 0] }

  /// The three points in the customary box.
  public var stationaryPoints: [StationaryPoint] {
    let (third, height) = (Double.pi / 3, Double(3).squareRoot() / 2)
    let how = StationaryPoint.Provenance.closedForm("cos(x + y) = −½ and x − y = 1")
    return [
      StationaryPoint(.localMinimum, at: [0.5 - third, -0.5 - third], value: -height - third, how),
      StationaryPoint(
        .localMinimum, at: [0.5 + 2 * third, -0.5 + 2 * third], value: 2 * third - height, how),
      StationaryPoint(
        .saddle(index: 1), at: [0.5 + third, -0.5 + third], value: height + third, how),
    ]
  }

  public var infimum: Infimum? { Infimum(-.infinity, how: "f ≤ 2 + x along x = y → −∞") }

  /// The Hessian has the eigenvalues 4 and −2 sin(x + y).
  public var smoothness: Double? { 4 }

  public var window: PlotWindow? { PlotWindow(x: -1.5...4, y: -3...4) }

  public func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    let (sum, difference) = (x[0] + x[1], x[0] - x[1] - 1)
    return N.sin(sum) + sum / 2 + difference * difference
  }
}
