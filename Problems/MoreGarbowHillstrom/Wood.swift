import Descent

/// Wood's function (Colville's fourth problem): two coupled Rosenbrock valleys, with a saddle near
/// (−1, 1, −1, 1) where gradient methods stall.
///
/// The form with 10.1((x₂ − 1)² + (x₄ − 1)²) + 19.8(x₂ − 1)(x₄ − 1) instead of the last two terms
/// is the same function.
/// - Source: Colville, "A comparative study of nonlinear programming codes", 1968; problem 14 of
///   Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981.
public struct Wood: ResidualProblem {
  public init() {}

  public static let card = Card(
    name: "wood", summary: "two coupled valleys with saddles of index 1 and 2",
    formula: """
      f(x) = 100(x₂ − x₁²)² + (1 − x₁)² + 90(x₄ − x₃²)² + (1 − x₃)² + 10(x₂ + x₄ − 2)² \
      + (x₂ − x₄)²/10
      """,
    source: "Colville, 1968; Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981, problem 14")

  public static let record = ProblemRecord(
    family: "more-garbow-hillstrom", aliases: ["mgh14"], instances: ["wood"],
    flags: [.leastSquares, .multimodal])

  public var layout: Layout { .vector(4) }

  public func start(seed: UInt64) -> [Double] { [-3, -1, -3, -1] }

  public var stationaryPoints: [StationaryPoint] {
    [
      StationaryPoint(
        .globalMinimum, at: [1, 1, 1, 1], value: 0, .closedForm("all six residuals vanish")),
      .certified(
        .saddle(index: 1), 7.876967165176867,
        [-0.9679740249375931, 0.9471391408178418, -0.9695163103315911, 0.9512476657923252]),
      .certified(
        .saddle(index: 2), 35.090034210435626,
        [-0.03125102339433596, 0.16597138685578314, -0.031258171023264066, 0.18426393469672842]),
    ]
  }

  public var residualCount: Int { 6 }

  public func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    r[0] = 10 * (x[1] - x[0] * x[0])
    r[1] = 1 - x[0]
    r[2] = N(90.0.squareRoot()) * (x[3] - x[2] * x[2])
    r[3] = 1 - x[2]
    r[4] = N(10.0.squareRoot()) * (x[1] + x[3] - 2)
    r[5] = (x[1] - x[3]) / N(10.0.squareRoot())
  }
}
