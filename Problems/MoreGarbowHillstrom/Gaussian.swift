import Descent

/// A Gaussian curve fitted to 15 rounded values of one: the fit is so good that f is 10⁻⁸ at the
/// minimum and only 4·10⁻⁶ at the start.
///
/// x₃ = 0 at the minimum by symmetry. If the exponential overflows (x₂ far below 0), f is +∞ and
/// its gradient infinite or NaN.
/// - Source: Moré, Garbow and Hillstrom, "Testing unconstrained optimization software", ACM TOMS
///   7(1), 1981, problem 9.
public struct Gaussian: IndexedResiduals {
  @Hyperparameter("observations yᵢ") public var y = [
    0.0009, 0.0044, 0.0175, 0.054, 0.1295, 0.242, 0.3521, 0.3989, 0.3521, 0.242, 0.1295, 0.054,
    0.0175, 0.0044, 0.0009,
  ]

  public init() {}

  public static let card = Card(
    name: "gaussian", summary: "a bell curve fitted to rounded values of one",
    formula: "f(x) = Σ_{i=1}^15 (x₁ exp(−x₂(tᵢ − x₃)²/2) − yᵢ)²,  tᵢ = (8 − i)/2",
    source: "Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981, problem 9")

  public static let record = ProblemRecord(
    family: "more-garbow-hillstrom", aliases: ["mgh09"], instances: ["gaussian"],
    flags: .leastSquares)

  public func validate() throws(ConfigurationError) {
    try Observations.check(y, "y", count: 15, of: Self.card.name)
  }

  public var layout: Layout { .vector(3) }

  public func start(seed: UInt64) -> [Double] { [0.4, 1, 0] }

  public var stationaryPoints: [StationaryPoint] {
    guard y == Self().y else { return [] }
    return [
      .certified(
        .minimum(.bestKnown), 1.127932769618648e-08, [0.39895613783875666, 1.0000190844878056, 0])
    ]
  }

  public var residualCount: Int { 15 }

  public func residual<N: FormulaNumber>(_ i: Int, _ x: Point<N>) -> N {
    let distance = N(Double(7 - i) / 2) - x[2]
    let bell = x[0] * N.exp(-x[1] * distance * distance / 2)
    return (bell - N(y[i])).orInfinity(at: x)
  }
}
