import Descent

/// The function of Brown and Dennis: a polynomial of degree four. Its residuals are so large
/// that methods which ignore the residuals' curvature (Gauss–Newton) converge slowly or not at
/// all.
///
/// - Source: Brown and Dennis, "New computational algorithms for minimizing a sum of squares of
///   nonlinear functions", Yale University, 1971; problem 16 of Moré, Garbow and Hillstrom, ACM
///   TOMS 7(1), 1981.
public struct BrownDennis: IndexedResiduals {
  @Hyperparameter("number of residuals m", in: 4...100_000) public var m = 20

  public init() {}

  public static let card = Card(
    name: "brown-dennis", summary: "very large residuals at the minimum",
    formula: "f(x) = Σ_{i=1}^m ((x₁ + tx₂ − exp t)² + (x₃ + x₄ sin t − cos t)²)²,  t = i/5",
    source: "Brown and Dennis, 1971; Moré, Garbow and Hillstrom, 1981, problem 16")

  public static let record = ProblemRecord(
    family: "more-garbow-hillstrom", aliases: ["mgh16"],
    instances: ["brown-dennis"], flags: .leastSquares)

  public var layout: Layout { .vector(4) }

  public func start(seed: UInt64) -> [Double] { [25, 5, -5, -1] }

  public var stationaryPoints: [StationaryPoint] {
    guard m == 20 else { return [] }
    return [
      .certified(
        .minimum(.bestKnown), 85822.20162635634,
        [-11.594439904762165, 13.203630051207204, -0.40343948817685954, 0.2367787744557363])
    ]
  }

  public var residualCount: Int { m }

  public func residual<N: FormulaNumber>(_ i: Int, _ x: Point<N>) -> N {
    let t = Double(i + 1) / 5
    let first = x[0] + N(t) * x[1] - N(Double.exp(t))
    let second = x[2] + N(Double.sin(t)) * x[3] - N(Double.cos(t))
    return first * first + second * second
  }
}
