import Descent

/// Meyer's function: a fit to a thermistor's resistance. At the minimum the Hessian's condition
/// number is 10¹⁶, and rounding alone gives a gradient of 10⁻⁴.
///
/// At the poles x₃ = −tᵢ, and if an exponential overflows, f is +∞ and its gradient infinite or
/// NaN. NIST lists the same data as MGH10 (certified residual sum of squares 87.945855171).
/// - Source: Meyer, "Theoretical and computational aspects of nonlinear regression", 1970; problem
///   10 of Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981.
public struct Meyer: IndexedResiduals {
  @Hyperparameter("observations yᵢ") public var y = [
    34_780.0, 28_610, 23_650, 19_630, 16_370, 13_720, 11_540, 9744, 8261, 7030, 6005, 5147, 4427,
    3820, 3307, 2872,
  ]

  public init() {}

  public static let card = Card(
    name: "meyer", summary: "thermistor data, a Hessian of condition 10¹⁶",
    formula: "f(x) = Σ_{i=1}^16 (x₁ exp(x₂/(tᵢ + x₃)) − yᵢ)²,  tᵢ = 45 + 5i",
    source: "Meyer, 1970; Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981, problem 10")

  public static let record = ProblemRecord(
    family: "more-garbow-hillstrom", aliases: ["mgh10"], instances: ["meyer"],
    flags: .leastSquares)

  public func validate() throws(ConfigurationError) {
    try Observations.check(y, "y", count: 16, of: Self.card.name)
  }

  public var layout: Layout { .vector(3) }

  public func start(seed: UInt64) -> [Double] { [0.02, 4000, 250] }

  public var stationaryPoints: [StationaryPoint] {
    guard y == Self().y else { return [] }
    return [
      .certified(
        .minimum(.bestKnown), curvature: .undecided, 87.94585517085112,
        [0.005609636471028053, 6181.346346286372, 345.2236346241365])
    ]
  }

  public var residualCount: Int { 16 }

  public func residual<N: FormulaNumber>(_ i: Int, _ x: Point<N>) -> N {
    let shifted = N(Double(50 + 5 * i)) + x[2]
    if shifted == 0 { return N(.infinity) }
    return (x[0] * N.exp(x[1] / shifted) - N(y[i])).orInfinity(at: x)
  }
}
