import Descent

/// The sphere function: the sum of squares, the easiest bowl.
///
/// - Source: De Jong, "An analysis of the behavior of a class of genetic adaptive systems", 1975,
///   F1. Some texts write ½ Σ xᵢ²; here there is no ½, so the curvature is 2.
public struct Sphere: AnalyticProblem {
  @Hyperparameter("dimension n", in: 1...) public var n = 10

  public init() {}

  public static let card = Card(
    name: "sphere", summary: "sum of squares", formula: "f(x) = Σ xᵢ²",
    source: "De Jong, 1975, F1")

  public static let record = ProblemRecord(
    family: "bowls", instances: ["sphere"], flags: [.convex, .leastSquares])

  public var layout: Layout { .vector(n) }

  /// ½, −1, 3⁄2, −2, …
  public func start(seed: UInt64) -> [Double] {
    (1...n).map { i in
      let half = Double(i) / 2
      return i % 2 == 1 ? half : -half
    }
  }

  public var stationaryPoints: [StationaryPoint] {
    [
      StationaryPoint(
        .globalMinimum, at: [Double](repeating: 0, count: n), value: 0,
        .closedForm("a sum of squares is 0 at 0 only"))
    ]
  }

  public var smoothness: Double? { 2 }
  public var strongConvexity: Double? { 2 }
  public var window: PlotWindow? { n == 2 ? PlotWindow(x: -2...2, y: -2...2) : nil }

  public func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    var sum = N.zero
    for i in 0..<x.count { sum += x[i] * x[i] }
    return sum
  }

  public func gradient<T: KernelScalar>(_ x: Point<T>, into g: UnsafeMutablePointer<T>) {
    for i in 0..<x.count { g[i] = 2 * x[i] }
  }
}
