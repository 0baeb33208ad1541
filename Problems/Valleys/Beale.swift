import Descent

/// Beale's function: a flat valley with a minimum, two saddles and a branch to x → −∞, where f
/// approaches 405/896.
///
/// On the line y = 1 the value is always 14.203125, so the start has the same value as the saddle
/// (0, 1).
/// - Source: Beale, "On an iterative method for finding a local minimum of a function of more than
///   one variable", Princeton Technical Report 25, 1958; problem 5 of Moré, Garbow and Hillstrom,
///   ACM TOMS 7(1), 1981.
public struct Beale: ResidualProblem {
  public init() {}

  public static let card = Card(
    name: "beale", summary: "flat valley with two saddles and an escape",
    formula: "f(x, y) = (1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)²",
    source: "Beale, 1958; Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981, problem 5")

  public static let record = ProblemRecord(
    family: "valleys", aliases: ["mgh05"], instances: ["beale"],
    flags: [.leastSquares, .multimodal])

  public var layout: Layout { .vector(2) }

  public func start(seed: UInt64) -> [Double] { [1, 1] }

  public var stationaryPoints: [StationaryPoint] {
    [
      StationaryPoint(
        .globalMinimum, at: [3, 0.5], value: 0, .closedForm("all three residuals vanish")),
      StationaryPoint(
        .saddle(index: 1), at: [0, 1], value: 14.203125,
        .closedForm("the residuals are the data, and 1 − yⁱ vanishes")),
      StationaryPoint(
        .saddle(index: 1), at: [0.10053793732415836, -2.644513585023125], value: 9.86451228475556,
        .published("interval Newton in [-4.5, 4.5]², which holds no fourth stationary point")),
    ]
  }

  public var window: PlotWindow? { PlotWindow(x: -1...4, y: -3...2) }

  public func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    let (a, y) = (x[0], x[1])
    var power = y
    var sum = N.zero
    for observation in [1.5, 2.25, 2.625] {
      let residual = N(observation) - a * (1 - power)
      sum += residual * residual
      power *= y
    }
    return sum
  }

  public var residualCount: Int { 3 }

  public func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    var power = x[1]
    for (i, observation) in [1.5, 2.25, 2.625].enumerated() {
      r[i] = N(observation) - x[0] * (1 - power)
      power *= x[1]
    }
  }
}
