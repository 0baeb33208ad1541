import Descent

/// Osborne's second function: an exponential and three bell curves, fitted to 65 values, in eleven
/// variables.
///
/// If an exponential overflows (x₆, x₇ or x₈ far below 0), f is +∞ and its gradient infinite or
/// NaN. Note that y₁₈ = 0.626; some codes have 0.625.
/// - Source: Osborne, "Some aspects of nonlinear least squares calculations", 1972; problem 19 of
///   Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981.
public struct Osborne2: IndexedResiduals {
  @Hyperparameter("observations yᵢ") public var y = Osborne2Data.observations

  public init() {}

  public static let card = Card(
    name: "osborne-2", summary: "an exponential and three bell curves, fitted to data",
    formula: """
      f(x) = Σ_{i=1}^65 (yᵢ − x₁ exp(−tᵢx₅) − Σ_{k=2}^4 xₖ exp(−(tᵢ − xₖ₊₇)² xₖ₊₄))², \
      tᵢ = (i − 1)/10
      """,
    source: "Osborne, 1972; Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981, problem 19")

  public static let record = ProblemRecord(
    family: "more-garbow-hillstrom", aliases: ["mgh19"], instances: ["osborne-2"],
    flags: [.leastSquares, .multimodal])

  public func validate() throws(ConfigurationError) {
    try Observations.check(y, "y", count: 65, of: Self.card.name)
  }

  public var layout: Layout { .vector(11) }

  public func start(seed: UInt64) -> [Double] {
    [1.3, 0.65, 0.65, 0.7, 0.6, 3, 5, 7, 2, 4.5, 5.5]
  }

  public var stationaryPoints: [StationaryPoint] {
    y == Osborne2Data.observations ? Osborne2Data.minima : []
  }

  public var residualCount: Int { 65 }

  public func residual<N: FormulaNumber>(_ i: Int, _ x: Point<N>) -> N {
    let t = N(Double(i) / 10)
    var model = x[0] * N.exp(-t * x[4])
    for k in 1...3 {
      let distance = t - x[k + 7]
      model += x[k] * N.exp(-distance * distance * x[k + 4])
    }
    return (N(y[i]) - model).orInfinity(at: x)
  }
}
