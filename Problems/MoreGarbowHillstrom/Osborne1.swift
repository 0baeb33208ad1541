import Descent

/// Osborne's first function: a sum of two exponentials and a constant, fitted to 33 values.
///
/// f does not change if the two exponentials (x₂, x₄) and (x₃, x₅) are exchanged, so there are
/// two lowest minima. If an exponential overflows (x₄ or x₅ below −1), f is +∞ and its gradient
/// infinite or NaN. NIST lists the data as MGH17.
/// - Source: Osborne, "Some aspects of nonlinear least squares calculations", 1972; problem 17 of
///   Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981.
public struct Osborne1: IndexedResiduals {
  @Hyperparameter("observations yᵢ") public var y = [
    0.844, 0.908, 0.932, 0.936, 0.925, 0.908, 0.881, 0.85, 0.818, 0.784, 0.751, 0.718, 0.685,
    0.658, 0.628, 0.603, 0.58, 0.558, 0.538, 0.522, 0.506, 0.49, 0.478, 0.467, 0.457, 0.448, 0.438,
    0.431, 0.424, 0.42, 0.414, 0.411, 0.406,
  ]

  public init() {}

  public static let card = Card(
    name: "osborne-1", summary: "two exponentials and a constant, fitted to data",
    formula: "f(x) = Σ_{i=1}^33 (yᵢ − x₁ − x₂ exp(−tᵢx₄) − x₃ exp(−tᵢx₅))²,  tᵢ = 10(i − 1)",
    source: "Osborne, 1972; Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981, problem 17")

  public static let record = ProblemRecord(
    family: "more-garbow-hillstrom", aliases: ["mgh17"], instances: ["osborne-1"],
    flags: [.leastSquares, .multimodal])

  public func validate() throws(ConfigurationError) {
    try Observations.check(y, "y", count: 33, of: Self.card.name)
  }

  public var layout: Layout { .vector(5) }

  public func start(seed: UInt64) -> [Double] { [0.5, 1.5, -1, 0.01, 0.02] }

  public var stationaryPoints: [StationaryPoint] {
    guard y == Self().y else { return [] }
    let (constant, first, second) = (0.37541005210695205, 1.9358469127123674, -1.464687136613423)
    let (slow, fast) = (0.012867534640057288, 0.02212269966167261)
    return [[constant, first, second, slow, fast], [constant, second, first, fast, slow]].map {
      .certified(.minimum(.bestKnown), 5.464894697482907e-05, $0)
    }
  }

  public var residualCount: Int { 33 }

  public func residual<N: FormulaNumber>(_ i: Int, _ x: Point<N>) -> N {
    let t = N(Double(10 * i))
    let model = x[0] + x[1] * N.exp(-t * x[3]) + x[2] * N.exp(-t * x[4])
    return (N(y[i]) - model).orInfinity(at: x)
  }
}
