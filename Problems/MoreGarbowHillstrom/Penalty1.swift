import Descent

/// Penalty function I: a penalty for leaving the sphere of radius ½, and a weak pull towards (1,
/// …, 1), which alone determines where on the sphere the minimum is.
///
/// The Hessian at the minimum has one eigenvalue near 2 and n − 1 near 4a√n. Only points with equal
/// coordinates t are stationary, with 4nt³ + (2a − 1)t − 2a = 0. The positive root gives the global
/// minimum. If there are two negative roots, they give a saddle and a maximum.
/// - Source: Gill, Murray and Pitfield, "The implementation of two revised quasi-Newton algorithms for
///   unconstrained optimization", NPL report NAC 11, 1972; problem 23 of Moré, Garbow and Hillstrom,
///   ACM TOMS 7(1), 1981.
public struct Penalty1: ResidualProblem {
  @Hyperparameter("dimension n", in: 1...) public var n = 4
  @Hyperparameter("weight a of the pull", above: 0) public var a = 1e-5

  public init() {}

  public static let card = Card(
    name: "penalty-1", summary: "sphere as a penalty with a weak pull along it",
    formula: "f(x) = a Σ (xᵢ − 1)² + (Σ xᵢ² − ¼)²",
    source: "Gill, Murray and Pitfield, 1972; Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981, "
      + "problem 23")

  public static let record = ProblemRecord(
    family: "more-garbow-hillstrom", named: ["mgh23_4": "n=4", "mgh23_10": "n=10"],
    instances: ["penalty-1", "penalty-1:n=10", "penalty-1:n=3,a=0.01", "penalty-1:n=4,a=1"],
    flags: [.leastSquares, .multimodal])

  public var layout: Layout { .vector(n) }

  public func start(seed: UInt64) -> [Double] { (1...n).map { Double($0) } }

  /// All stationary points. If the negative roots are equal or nearly equal, only the minimum.
  public var stationaryPoints: [StationaryPoint] {
    func point(_ kind: StationaryPoint.Kind, _ t: Double) -> StationaryPoint {
      let (pull, sphere) = (1 - t, a * (1 - t) / (2 * t))
      return StationaryPoint(
        kind, at: [Double](repeating: t, count: n),
        value: a * Double(n) * pull * pull + sphere * sphere,
        .closedForm("a root of 4nt³ + (2a − 1)t − 2a"))
    }
    let minimum = point(.globalMinimum, root(from: 1))
    let rest = 1 - 2 * a
    guard rest * rest * rest > 108.01 * Double(n) * a * a, rest > 0 else { return [minimum] }
    return [
      minimum, point(n == 1 ? .localMinimum : .saddle(index: n - 1), root(from: -1)),
      point(.maximum, root(from: 0)),
    ]
  }

  /// Newton's method, which is monotone from ±1 to the outer roots and from 0 to the middle one.
  private func root(from start: Double) -> Double {
    let n = Double(n)
    var t = start
    for _ in 0..<100 {
      t -= (4 * n * t * t * t + (2 * a - 1) * t - 2 * a) / (12 * n * t * t + 2 * a - 1)
    }
    return t
  }

  public var window: PlotWindow? { n == 2 ? PlotWindow(x: -1...1, y: -1...1) : nil }

  public var residualCount: Int { n + 1 }

  public func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    let root = N(a.squareRoot())
    var squares = N(-0.25)
    for i in 0..<x.count {
      r[i] = root * (x[i] - 1)
      squares += x[i] * x[i]
    }
    r[x.count] = squares
  }
}
