import Descent

/// Brown's almost linear function: n − 1 linear equations and a product, with several zeros, a local
/// minimum and a degenerate point that has been mistaken for a minimum.
///
/// All zeros are (a, …, a, n + 1 − na), where n aⁿ − (n + 1) aⁿ⁻¹ + 1 = 0: a = 1, a root in (0, 1) and
/// for odd n a negative one. At (0, …, 0, n + 1), where f = 1, Moré, Garbow and Hillstrom list a
/// minimum. It is not one, because f is lower along (t, …, t, n + 1 − nt).
/// - Source: Brown, "A quadratically convergent Newton-like method based upon Gaussian elimination",
///   SIAM Journal on Numerical Analysis 6(4), 1969; problem 27 of Moré, Garbow and Hillstrom, ACM TOMS
///   7(1), 1981.
public struct BrownAlmostLinear: ResidualProblem {
  @Hyperparameter("dimension n", in: 2...) public var n = 10

  public init() {}

  public static let card = Card(
    name: "brown-almost-linear", summary: "linear equations and a product, with several zeros",
    formula: "f(x) = Σ_{i<n} (xᵢ + Σⱼ xⱼ − (n + 1))² + (Πⱼ xⱼ − 1)²",
    source: "Brown, 1969; Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981, problem 27")

  public static let record = ProblemRecord(
    family: "more-garbow-hillstrom", aliases: ["mgh27"],
    instances: ["brown-almost-linear", "brown-almost-linear:n=3", "brown-almost-linear:n=7"],
    flags: [.leastSquares, .multimodal, .degenerate])

  public var layout: Layout { .vector(n) }

  public func start(seed: UInt64) -> [Double] { [Double](repeating: 0.5, count: n) }

  /// All zeros and the degenerate point. For n = 10 also a saddle and a local minimum, whose first
  /// nine coordinates may be permuted.
  public var stationaryPoints: [StationaryPoint] {
    var roots = [1, root(in: 0, 1 - 1 / (Double(n) * Double(n)))]
    if n % 2 == 1 { roots.append(root(in: 0, -2)) }
    var points = roots.map {
      StationaryPoint(
        .globalMinimum, at: equal($0, last: Double(n + 1) - Double(n) * $0), value: 0,
        .closedForm("all residuals vanish where n aⁿ − (n + 1) aⁿ⁻¹ + 1 = 0"))
    }
    if n > 2 {
      points.append(
        StationaryPoint(
          n == 3 ? .saddle(index: 1) : .degenerate,
          curvature: n == 3 ? .regular : .singular(.spanned(by: [equal(1, last: -Double(n))])),
          at: equal(0, last: Double(n + 1)), value: 1,
          .closedForm("the linear equations hold, and the product's gradient vanishes")))
    }
    return points + (n == 10 ? BrownAlmostLinearPoints.further : [])
  }

  private func equal(_ a: Double, last: Double) -> [Double] {
    [Double](repeating: a, count: n - 1) + [last]
  }

  /// The root of aⁿ⁻¹ (n a − (n + 1)) + 1 between a point where it is positive and one where it is
  /// negative, by bisection.
  private func root(in positive: Double, _ negative: Double) -> Double {
    var (high, low) = (positive, negative)
    for _ in 0..<200 {
      let a = (high + low) / 2
      let value = Double.pow(a, n - 1) * (Double(n) * a - Double(n + 1)) + 1
      if value > 0 { high = a } else { low = a }
    }
    return high
  }

  public var window: PlotWindow? { n == 2 ? PlotWindow(x: -2...2, y: -2...2) : nil }

  public var residualCount: Int { n }

  public func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    var (sum, product) = (N(-Double(x.count + 1)), N(1))
    for i in 0..<x.count {
      sum += x[i]
      product *= x[i]
    }
    for i in 0..<(x.count - 1) { r[i] = x[i] + sum }
    r[x.count - 1] = product - 1
  }
}
