import Descent

/// The function of Kowalik and Osborne: enzyme data and a rational model, with local minima in
/// several of the cells into which its poles divide the space.
///
/// f is +∞ where uᵢ² + uᵢx₃ + x₄ = 0 for some i. Its gradient is infinite there, or NaN if the
/// numerator vanishes too. There is also a branch x₁ → ∞, x₃, x₄ → −∞, along which f falls to
/// 0.0010273430486954578 with x₂ → −14.0758834006. NIST lists the data as MGH09, which is not
/// problem 9 of the collection.
/// - Source: Kowalik and Osborne, "Methods for unconstrained optimization problems", 1968; problem
///   15 of Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981.
public struct KowalikOsborne: IndexedResiduals {
  @Hyperparameter("observations yᵢ") public var y = [
    0.1957, 0.1947, 0.1735, 0.16, 0.0844, 0.0627, 0.0456, 0.0342, 0.0323, 0.0235, 0.0246,
  ]
  @Hyperparameter("abscissas uᵢ, one an observation") public var u = [
    4, 2, 1, 0.5, 0.25, 0.167, 0.125, 0.1, 0.0833, 0.0714, 0.0625,
  ]

  public init() {}

  public static let card = Card(
    name: "kowalik-osborne", summary: "rational model with minima between poles",
    formula: "f(x) = Σ_{i=1}^11 (yᵢ − x₁(uᵢ² + uᵢx₂)/(uᵢ² + uᵢx₃ + x₄))²",
    source: "Kowalik and Osborne, 1968; Moré, Garbow and Hillstrom, 1981, problem 15")

  public static let record = ProblemRecord(
    family: "more-garbow-hillstrom", aliases: ["mgh15"], instances: ["kowalik-osborne"],
    flags: [.leastSquares, .multimodal])

  public func validate() throws(ConfigurationError) {
    try Observations.check(y, "y", count: 11, of: Self.card.name)
    try Observations.check(u, "u", count: 11, of: Self.card.name)
  }

  public var layout: Layout { .vector(4) }

  public func start(seed: UInt64) -> [Double] { [0.25, 0.39, 0.415, 0.39] }

  public var stationaryPoints: [StationaryPoint] {
    let standard = Self()
    return y == standard.y && u == standard.u ? KowalikOsbornePoints.minima : []
  }

  public var residualCount: Int { 11 }

  public func residual<N: FormulaNumber>(_ i: Int, _ x: Point<N>) -> N {
    let (u, square) = (N(u[i]), N(u[i] * u[i]))
    let denominator = square + u * x[2] + x[3]
    return (N(y[i]) - x[0] * (square + u * x[1]) / denominator).orInfinity(at: x)
  }
}
