import Descent

/// The function of Jennrich and Sampson: exponentials that cannot fit a straight line, so the
/// residuals stay large at the minimum, which is on the diagonal.
///
/// If an exponential overflows (m x above 354, as at 100 times the start), f is +∞ and the
/// gradient infinite or NaN.
/// - Source: Jennrich and Sampson, "Application of stepwise regression to non-linear estimation",
///   Technometrics 10(1), 1968; problem 6 of Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981.
public struct JennrichSampson: IndexedResiduals {
  @Hyperparameter("number of residuals m", in: 2...100_000) public var m = 10

  public init() {}

  public static let card = Card(
    name: "jennrich-sampson", summary: "two exponentials with large residuals at the minimum",
    formula: "f(x, y) = Σ_{i=1}^m (2 + 2i − exp(ix) − exp(iy))²",
    source: "Jennrich and Sampson, 1968; Moré, Garbow and Hillstrom, 1981, problem 6")

  public static let record = ProblemRecord(
    family: "more-garbow-hillstrom", aliases: ["mgh06"],
    instances: ["jennrich-sampson"], flags: .leastSquares)

  public var layout: Layout { .vector(2) }

  public func start(seed: UInt64) -> [Double] { [0.3, 0.4] }

  public var stationaryPoints: [StationaryPoint] {
    guard m == 10 else { return [] }
    return [
      .certified(
        .minimum(.bestKnown), 124.36218235561485, [0.2578252136703641, 0.2578252136703641])
    ]
  }

  public var window: PlotWindow? { PlotWindow(x: 0...0.5, y: 0...0.5) }

  public var residualCount: Int { m }

  public func residual<N: FormulaNumber>(_ i: Int, _ x: Point<N>) -> N {
    let factor = N(Double(i + 1))
    return 2 + 2 * factor - (N.exp(factor * x[0]) + N.exp(factor * x[1]))
  }
}
