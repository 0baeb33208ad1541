import Descent

/// Penalty function II: a penalty for leaving an ellipsoid, with a weak nonlinear pull along it. At
/// the minimum the Hessian's condition number is 6e6 for n = 4 and 2e6 for n = 10.
///
/// The yᵢ start at i = 2: y₂ = e^{0.2} + e^{0.1}. Many codes wrongly start with y₁.
/// - Source: Gill, Murray and Pitfield, 1972; problem 24 of Moré, Garbow and Hillstrom, ACM TOMS 7(1),
///   1981.
public struct Penalty2: ResidualProblem {
  @Hyperparameter("dimension n", in: 2...) public var n = 4
  @Hyperparameter("weight a of the pull", above: 0) public var a = 1e-5

  public init() {}

  public static let card = Card(
    name: "penalty-2", summary: "ellipsoid as a penalty with a weak, nonlinear pull along it",
    formula: "f(x) = (x₁ − 0.2)² + a Σ_{i=2}^{n} (e^{xᵢ/10} + e^{xᵢ₋₁/10} − yᵢ)² "
      + "+ a Σ_{i=2}^{n} (e^{xᵢ/10} − e^{−1/10})² + (Σ (n − j + 1) xⱼ² − 1)²,  "
      + "yᵢ = e^{i/10} + e^{(i−1)/10}",
    source: "Gill, Murray and Pitfield, 1972; Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981, "
      + "problem 24")

  public static let record = ProblemRecord(
    family: "more-garbow-hillstrom", named: ["mgh24_4": "n=4", "mgh24_10": "n=10"],
    instances: ["penalty-2", "penalty-2:n=10"], flags: .leastSquares)

  public var layout: Layout { .vector(n) }

  public func start(seed: UInt64) -> [Double] { [Double](repeating: 0.5, count: n) }

  /// Known for a = 1e-5 with n = 4 and 10.
  public var stationaryPoints: [StationaryPoint] {
    guard a == 1e-5, let (value, point) = Self.table[n] else { return [] }
    return [.certified(.minimum(.bestKnown), value, point)]
  }

  private static let table: [Int: (value: Double, point: [Double])] = [
    4: (
      9.376293007355442e-06,
      [0.1999993333503804, 0.19131670099277245, 0.48010148533262315, 0.5188454043902005]
    ),
    10: (
      0.00029366053745674594,
      [
        0.1999836051978236, 0.010350648471292297, 0.019604934480438402, 0.03208906722068565,
        0.049932677399641294, 0.07651399515399361, 0.11862407286950417, 0.19214487233557667,
        0.34732058694184365, 0.3691643741593508,
      ]
    ),
  ]

  public var window: PlotWindow? { n == 2 ? PlotWindow(x: -2...2, y: -2...2) : nil }

  public var residualCount: Int { 2 * n }

  public func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    let root = N(a.squareRoot())
    let n = x.count
    r[0] = x[0] - N(0.2)
    var previous = N.exp(x[0] / 10)
    var ellipsoid = N(Double(n)) * x[0] * x[0] - 1
    for i in 1..<n {
      let y = Double.exp(Double(i + 1) / 10) + Double.exp(Double(i) / 10)
      let present = N.exp(x[i] / 10)
      r[i] = root * (present + previous - N(y))
      r[n + i - 1] = root * (present - N(Double.exp(-0.1)))
      ellipsoid += N(Double(n - i)) * x[i] * x[i]
      previous = present
    }
    r[2 * n - 1] = ellipsoid
  }
}
