import Descent

/// The Styblinski–Tang function: a sum of tilted double wells, whose 2ⁿ minima differ in depth.
///
/// The function is separable: at a stationary point each coordinate is a root of 2x³ − 16x +
/// 5/2. The minimum is −39.16616570377141 n. Many codes have −39.16599 n, which is wrong in the
/// fourth decimal.
/// - Source: Styblinski and Tang, "Experiments in nonconvex optimization: stochastic approximation
///   with function smoothing and simulated annealing", Neural Networks 3(4), 1990.
public struct StyblinskiTang: FormulaProblem {
  @Hyperparameter("dimension n", in: 1...) public var n = 2

  public init() {}

  public static let card = Card(
    name: "styblinski-tang", summary: "sum of tilted double wells",
    formula: "f(x) = ½ Σ (xᵢ⁴ − 16xᵢ² + 5xᵢ)",
    source: "Styblinski and Tang, Neural Networks 3(4), 1990")

  public static let record = ProblemRecord(
    family: "multimodal", named: ["styblinski_tang_2": "n=2"],
    instances: ["styblinski-tang", "styblinski-tang:n=10"], flags: .multimodal)

  public var layout: Layout { .vector(n) }

  public func start(seed: UInt64) -> [Double] { [Double](repeating: 0, count: n) }

  private static let roots: [LinePoint] = [
    .minimum(-2.903534027771177, -39.16616570377141),
    .minimum(2.746802770990837, -25.02944665528394),
    .maximum(0.1567312567803401, 0.19561235905535806),
  ]

  /// All 3ⁿ points for n ≤ 4, otherwise the lowest and those that differ from it in the first
  /// or the last coordinate.
  public var stationaryPoints: [StationaryPoint] {
    SeparablePoints.combinations(
      [[LinePoint]](repeating: Self.roots, count: n), lowest: .globalMinimum,
      .closedForm("each coordinate is a root of the cubic"))
  }

  public var window: PlotWindow? { n == 2 ? PlotWindow(x: -5...5, y: -5...5) : nil }

  public func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    var sum = N.zero
    for i in 0..<x.count { sum += x[i] * (x[i] * (x[i] * x[i] - 16) + 5) }
    return sum / 2
  }
}
