import Descent

/// The trigonometric function: a zero at 0 with the Hessian 2I, and nearby local minima in which
/// descent from the standard start ends.
///
/// f has the period 2π in every coordinate, so each listed point stands for a lattice of points.
/// For n = 10 descent from the start ends in the local minimum 2.7950561218794563e-5.
/// - Source: Spedicato, 1975; problem 26 of Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981.
public struct Trigonometric: ResidualProblem {
  @Hyperparameter("dimension n", in: 1...) public var n = 10

  public init() {}

  public static let card = Card(
    name: "trigonometric", summary: "zero at 0, local minima next to it",
    formula: "f(x) = Σ (n − Σⱼ cos xⱼ + i (1 − cos xᵢ) − sin xᵢ)²",
    source: "Spedicato, 1975; Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981, problem 26")

  public static let record = ProblemRecord(
    family: "more-garbow-hillstrom", aliases: ["mgh26"],
    instances: ["trigonometric", "trigonometric:n=4"], flags: [.leastSquares, .multimodal])

  public var layout: Layout { .vector(n) }

  public func start(seed: UInt64) -> [Double] {
    [Double](repeating: 1 / Double(n), count: n)
  }

  /// The zero for every n, with its local minima for n = 10.
  public var stationaryPoints: [StationaryPoint] {
    [
      StationaryPoint(
        .globalMinimum, at: [Double](repeating: 0, count: n), value: 0,
        .closedForm("all residuals vanish, and their Jacobian is −I"))
    ] + (n == 10 ? TrigonometricPoints.local : [])
  }

  public var window: PlotWindow? { n == 2 ? PlotWindow(x: -3...3, y: -3...3) : nil }

  public var residualCount: Int { n }

  public func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    var sum = N.zero
    for i in 0..<x.count {
      // 1 − cos x without cancellation.
      let half = N.sin(x[i] / 2)
      let versine = 2 * half * half
      r[i] = N(Double(i + 1)) * versine - N.sin(x[i])
      sum += versine
    }
    for i in 0..<x.count { r[i] = r[i] + sum }
  }
}
