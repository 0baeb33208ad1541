import Descent

/// Schwefel's function 2.26: minima that get deeper outwards, so that the second best minimum is
/// far from the best.
///
/// The function is separable and odd in each coordinate. It does not contain the offset that some
/// codes add: 418.98288727243370627 n is right, and 418.9829 n is too large by 1.27e-5 n. The
/// lowest listed minimum is that of the customary box [−500, 500]ⁿ; outside it the function is
/// unbounded below. At xᵢ = 0 the slope is 0, and the second derivative is −∞ from above and ∞
/// from below; it is defined as 0, their mean.
/// - Source: Schwefel, "Numerical Optimization of Computer Models", 1981, problem 2.26.
public struct Schwefel: FormulaProblem {
  @Hyperparameter("dimension n", in: 1...) public var n = 10

  public init() {}

  public static let card = Card(
    name: "schwefel", summary: "minima that deepen outwards, the best near a corner",
    formula: "f(x) = −Σ xᵢ sin √|xᵢ|",
    source: "Schwefel, Numerical Optimization of Computer Models, 1981, problem 2.26")

  public static let record = ProblemRecord(
    family: "multimodal", named: ["schwefel_10": "n=10"],
    instances: ["schwefel", "schwefel:n=2"], flags: .multimodal)

  public var layout: Layout { .vector(n) }

  public func start(seed: UInt64) -> [Double] { [Double](repeating: 400, count: n) }

  /// Roots z = √|x| of tan z = −z/2. The function is odd, so the opposite point of a minimum is a
  /// maximum.
  private static let line: [LinePoint] = [
    .minimum(420.96874635998205, -418.9828872724337),
    .minimum(-302.52493561191176, -300.54455265799584),
    .minimum(203.81425264889447, -201.8432178818608),
    .minimum(-124.82935642021526, -122.87617351391586),
    .maximum(302.52493561191176, 300.54455265799584),
    .maximum(-420.96874635998205, 418.9828872724337),
    .maximum(124.82935642021526, 122.87617351391586),
  ]

  public var stationaryPoints: [StationaryPoint] {
    SeparablePoints.combinations(
      [[LinePoint]](repeating: Self.line, count: n), lowest: .localMinimum,
      .closedForm("tan z = −z/2 with z = √|x| in each coordinate"))
  }

  public var infimum: Infimum? {
    Infimum(-.infinity, how: "f = −Σ xᵢ at xᵢ = ((2k + ½)π)², k → ∞")
  }

  public var window: PlotWindow? { n == 2 ? PlotWindow(x: -500...500, y: -500...500) : nil }

  public func formula<N: FormulaNumber>(_ x: Point<N>) -> N {
    var sum = N.zero
    for i in 0..<x.count {
      // At 0, where the root has no slope, all derivatives are 0 by convention (see above).
      if x[i] != N.zero { sum -= x[i] * N.sin(N.sqrt(abs(x[i]))) }
    }
    return sum
  }
}
