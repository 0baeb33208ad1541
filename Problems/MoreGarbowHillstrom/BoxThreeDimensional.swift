import Descent

/// Box's function of three variables: two isolated zeros and a whole line of zeros.
///
/// f vanishes at (1, 10, 1), at (10, 1, −1), and wherever x₁ = x₂ and x₃ = 0. With m = 10 a valley
/// leads to x₂ → ∞, along which f falls to 0.0755887407549974 with x₁ → 0.613600352526159 and x₃ →
/// 1.31995520920253. If the exponentials overflow, f is +∞ and its gradient infinite or NaN.
/// - Source: Box, "A comparison of several current optimization methods", The Computer Journal
///   9(1), 1966; problem 12 of Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981.
public struct BoxThreeDimensional: IndexedResiduals {
  @Hyperparameter("number of residuals m", in: 3...100_000) public var m = 10

  public init() {}

  public static let card = Card(
    name: "box-three-dimensional", summary: "isolated zeros, and a line of them",
    formula: "f(x) = Σ_{i=1}^m (exp(−tx₁) − exp(−tx₂) − x₃(exp(−t) − exp(−10t)))²,  t = i/10",
    source: "Box, 1966; Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981, problem 12")

  public static let record = ProblemRecord(
    family: "more-garbow-hillstrom", aliases: ["mgh12"],
    instances: ["box-three-dimensional", "box-three-dimensional:m=20"],
    flags: [.leastSquares, .degenerate, .multimodal])

  public var layout: Layout { .vector(3) }

  public func start(seed: UInt64) -> [Double] { [0, 10, 20] }

  public var stationaryPoints: [StationaryPoint] {
    let zero = StationaryPoint.Provenance.closedForm("every residual vanishes, for any m")
    return [
      StationaryPoint(.globalMinimum, at: [1, 10, 1], value: 0, zero),
      StationaryPoint(.globalMinimum, at: [10, 1, -1], value: 0, zero),
      StationaryPoint(
        .minimisingSet(dimension: 1), curvature: .singular(.spanned(by: [[1, 1, 0]])),
        at: [5, 5, 0], value: 0, zero),
    ]
  }

  public var residualCount: Int { m }

  public func residual<N: FormulaNumber>(_ i: Int, _ x: Point<N>) -> N {
    let t = Double(i + 1) / 10
    let difference = N.exp(-N(t) * x[0]) - N.exp(-N(t) * x[1])
    let weight = N(Double.exp(-t) - Double.exp(-10 * t))
    return (difference - weight * x[2]).orInfinity(at: x)
  }
}
