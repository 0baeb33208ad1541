import Descent

/// Zakharov's function: a round bowl with one steep direction, along which it grows like the fourth
/// power.
///
/// The curvature is 2 across (1, 2, …, n) everywhere, and 2 + ¼ Σ i² (2 + 12s²) along it. That is
/// moderate at the minimum, but a few units away it is too large for any usual learning rate.
/// - Source: Jamil and Yang, "A literature survey of benchmark functions for global optimisation
///   problems", International Journal of Mathematical Modelling and Numerical Optimisation 4(2), 2013.
public struct Zakharov: ResidualProblem {
  @Hyperparameter("dimension n", in: 1...) public var n = 10

  public init() {}

  public static let card = Card(
    name: "zakharov", summary: "round bowl with one direction of fourth power",
    formula: "f(x) = Σ xᵢ² + s² + s⁴,  s = ½ Σ i xᵢ", source: "Jamil and Yang, 2013")

  public static let record = ProblemRecord(
    family: "bowls", instances: ["zakharov", "zakharov:n=2"], flags: [.convex, .leastSquares])

  public var layout: Layout { .vector(n) }

  public func start(seed: UInt64) -> [Double] { [Double](repeating: 1, count: n) }

  public var stationaryPoints: [StationaryPoint] {
    [
      StationaryPoint(
        .globalMinimum, at: [Double](repeating: 0, count: n), value: 0,
        .closedForm("every residual vanishes at 0 only"))
    ]
  }

  public var strongConvexity: Double? { 2 }
  public var window: PlotWindow? { n == 2 ? PlotWindow(x: -5...10, y: -5...10) : nil }

  public func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    var (squares, sum) = (N.zero, N.zero)
    for i in 0..<x.count {
      squares += x[i] * x[i]
      sum += N(0.5 * Double(i + 1)) * x[i]
    }
    let square = sum * sum
    return squares + square + square * square
  }

  public var residualCount: Int { n + 2 }

  /// The coordinates, s and s².
  public func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    var sum = N.zero
    for i in 0..<x.count {
      r[i] = x[i]
      sum += N(0.5 * Double(i + 1)) * x[i]
    }
    r[x.count] = sum
    r[x.count + 1] = sum * sum
  }
}
