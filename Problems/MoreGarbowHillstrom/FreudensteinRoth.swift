import Descent

/// The function of Freudenstein and Roth: two minima. Nearly every descent from the start finds
/// the worse one.
///
/// x₁ enters both residuals linearly. With the best x₁ = 21 + 8x₂ − 3x₂² for a given x₂, f is 2 (x₂
/// − 4)² (x₂² + 2x₂ + 2)²: there are no stationary points except the two minima and the saddle
/// between them.
/// - Source: Freudenstein and Roth, "Numerical solution of systems of nonlinear equations", Journal
///   of the ACM 10(4), 1963; problem 2 of Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981.
public struct FreudensteinRoth: ResidualProblem {
  public init() {}

  public static let card = Card(
    name: "freudenstein-roth", summary: "two minima, the worse of which attracts the start",
    formula: "f(x, y) = (−13 + x + ((5 − y)y − 2)y)² + (−29 + x + ((y + 1)y − 14)y)²",
    source: "Freudenstein and Roth, 1963; Moré, Garbow and Hillstrom, 1981, problem 2")

  public static let record = ProblemRecord(
    family: "more-garbow-hillstrom", aliases: ["mgh02"], instances: ["freudenstein-roth"],
    flags: [.leastSquares, .multimodal])

  public var layout: Layout { .vector(2) }

  public func start(seed: UInt64) -> [Double] { [0.5, -2] }

  public var stationaryPoints: [StationaryPoint] {
    let root = 22.0.squareRoot()
    func point(_ kind: StationaryPoint.Kind, _ root: Double) -> StationaryPoint {
      let slack = 85 + 11 * root
      return StationaryPoint(
        kind, at: [(53 + 4 * root) / 3, (2 + root) / 3], value: 32 * slack * slack / 729,
        .closedForm("3x₂² = 4x₂ + 6, where the slope of (x₂ − 4)(x₂² + 2x₂ + 2) vanishes"))
    }
    return [
      StationaryPoint(.globalMinimum, at: [5, 4], value: 0, .closedForm("both residuals vanish")),
      point(.localMinimum, -root), point(.saddle(index: 1), root),
    ]
  }

  public var window: PlotWindow? { PlotWindow(x: 0...30, y: -3...5) }

  public var residualCount: Int { 2 }

  public func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    let y = x[1]
    r[0] = x[0] + ((5 - y) * y - 2) * y - 13
    r[1] = x[0] + ((y + 1) * y - 14) * y - 29
  }
}
