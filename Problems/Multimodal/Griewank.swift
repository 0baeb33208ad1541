import Descent

/// Griewank's function: a shallow bowl plus a product of cosines. The dents matter less in higher
/// dimensions.
///
/// The Hessian at 0 is diag(2/d + 1/i). Its norm is at most 1 + 2/d everywhere, because the
/// product of cosines is a mean of cosines of ±x₁ ± x₂/√2 …. For n = 2 and d = 4000,
/// ``GriewankPoints`` lists the points of [−10, 10]², 59 with 0.
/// - Source: Griewank, "Generalized descent for global optimization", Journal of Optimization
///   Theory and Applications 34(1), 1981.
public struct Griewank: FormulaProblem {
  @Hyperparameter("dimension n", in: 1...) public var n = 2
  @Hyperparameter("flatness d of the bowl", above: 0) public var flatness = 4000.0

  public init() {}

  public static let card = Card(
    name: "griewank", summary: "product of cosines on a shallow bowl",
    formula: "f(x) = Σ xᵢ²/d − Π cos(xᵢ/√i) + 1",
    source: "Griewank, Journal of Optimization Theory and Applications 34(1), 1981")

  public static let record = ProblemRecord(
    family: "multimodal", named: ["griewank_2": "n=2", "griewank_10": "n=10"],
    instances: ["griewank", "griewank:n=10", "griewank:n=3,flatness=200"], flags: .multimodal)

  public var layout: Layout { .vector(n) }

  /// 8, −5, 8, …
  public func start(seed: UInt64) -> [Double] { (0..<n).map { $0 % 2 == 0 ? 8 : -5 } }

  public var stationaryPoints: [StationaryPoint] {
    let minimum = StationaryPoint(
      .globalMinimum, at: [Double](repeating: 0, count: n), value: 0,
      .closedForm("a product of cosines is at most 1"))
    return [minimum] + (n == 2 && flatness == 4000 ? GriewankPoints.others : [])
  }

  public var smoothness: Double? { 1 + 2 / flatness }

  public var window: PlotWindow? { n == 2 ? PlotWindow(x: -10...10, y: -10...10) : nil }

  public func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    // `lack` is 1 minus the product of the first cosines, in a form that does not cancel at 0.
    var (squares, lack) = (N.zero, N.zero)
    for i in 0..<x.count {
      let wave = N.sin(x[i] / N(2 * Double(i + 1).squareRoot()))
      squares += x[i] * x[i]
      lack += 2 * (1 - lack) * wave * wave
    }
    return squares / N(flatness) + lack
  }
}
