import Descent

/// Bard's function: a rational model whose poles divide the space into cells, several of which
/// have a local minimum.
///
/// f is +∞ and its gradient infinite where vᵢx₂ + wᵢx₃ = 0 for some i. Besides the listed minima
/// there is a branch to x₂, x₃ → −∞, along which f falls to 163394/9375 with x₁ → 1261/1500.
/// - Source: Bard, "Comparison of gradient methods for the solution of nonlinear parameter
///   estimation problems", SIAM Journal on Numerical Analysis 7(1), 1970; problem 8 of Moré, Garbow
///   and Hillstrom, ACM TOMS 7(1), 1981.
public struct Bard: IndexedResiduals {
  @Hyperparameter("observations yᵢ") public var y = [
    0.14, 0.18, 0.22, 0.25, 0.29, 0.32, 0.35, 0.39, 0.37, 0.58, 0.73, 0.96, 1.34, 2.1, 4.39,
  ]

  public init() {}

  public static let card = Card(
    name: "bard", summary: "rational model with minima between poles",
    formula: "f(x) = Σ_{i=1}^15 (yᵢ − x₁ − i/(vᵢx₂ + wᵢx₃))²,  vᵢ = 16 − i,  wᵢ = min(i, vᵢ)",
    source: "Bard, 1970; Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981, problem 8")

  public static let record = ProblemRecord(
    family: "more-garbow-hillstrom", aliases: ["mgh08"], instances: ["bard"],
    flags: [.leastSquares, .multimodal])

  public func validate() throws(ConfigurationError) {
    try Observations.check(y, "y", count: 15, of: Self.card.name)
  }

  public var layout: Layout { .vector(3) }

  public func start(seed: UInt64) -> [Double] { [1, 1, 1] }

  public var stationaryPoints: [StationaryPoint] {
    guard y == Self().y else { return [] }
    return [
      .certified(
        .minimum(.bestKnown), 0.008214877306578975,
        [0.08241055974978893, 1.1330360920297216, 2.343695178642537]),
      .certified(
        .localMinimum, 0.9327752438983008,
        [0.22363974464079767, -8.76150550897236, 12.583951266949176]),
      .certified(
        .localMinimum, 1.0038205868219474,
        [0.05216520704856963, -0.3865185116632731, 3.97457131788705]),
      .certified(
        .localMinimum, 1.8862748135913527,
        [0.12740585374135396, -0.8535447172979249, 4.704844580210898]),
      .certified(
        .localMinimum, 2.3629162971918465,
        [0.18803849882653098, -1.5530063869059407, 5.595103809564217]),
    ]
  }

  public var residualCount: Int { 15 }

  public func residual<N: FormulaNumber>(_ i: Int, _ x: Point<N>) -> N {
    let (u, v) = (Double(i + 1), Double(15 - i))
    return N(y[i]) - x[0] - N(u) / (N(v) * x[1] + N(min(u, v)) * x[2])
  }
}
