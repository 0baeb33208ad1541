import Descent

/// Watson's function: a fit of a polynomial in the power basis to a differential equation. It is so
/// badly conditioned that for n above 12 double precision gives the minimum's value but not its
/// location.
///
/// The polynomial p with the coefficients x approximates tan, the solution of p′ = 1 + p², p(0) = 0,
/// on [0, 1]. At the minimum the Hessian's condition number is 8.5e4, 1.7e9, 6.9e13 and 7.7e26 for n
/// = 6, 9, 12 and 20.
/// - Source: Kowalik and Osborne, "Methods for Unconstrained Optimization Problems", 1968; problem 20
///   of Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981.
public struct Watson: ResidualProblem {
  @Hyperparameter("number n of coefficients", in: 2...31) public var n = 6

  public init() {}

  public static let card = Card(
    name: "watson", summary: "polynomial fit of a differential equation, up to condition 1e27",
    formula: "f(x) = Σ_{i=1}^{29} (p′(tᵢ) − p(tᵢ)² − 1)² + x₁² + (x₂ − x₁² − 1)²,  "
      + "p(t) = Σ xⱼ tʲ⁻¹,  tᵢ = i/29",
    source: "Kowalik and Osborne, 1968; Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981, problem 20"
  )

  public static let record = ProblemRecord(
    family: "more-garbow-hillstrom",
    named: ["mgh20_6": "n=6", "mgh20_9": "n=9", "mgh20_12": "n=12", "mgh20_20": "n=20"],
    instances: ["watson", "watson:n=9", "watson:n=12", "watson:n=20"], flags: .leastSquares)

  public var layout: Layout { .vector(n) }

  public func start(seed: UInt64) -> [Double] { [Double](repeating: 0, count: n) }

  /// Known for n = 6, 9, 12 and 20.
  public var stationaryPoints: [StationaryPoint] { WatsonPoints.known(n) }

  public var window: PlotWindow? { n == 2 ? PlotWindow(x: -2...2, y: -2...2) : nil }

  public var residualCount: Int { 31 }

  public func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    for i in 1...29 {
      let t = N(Double(i) / 29)
      // Horner's rule for the polynomial and its derivative.
      var (value, slope) = (N.zero, N.zero)
      for j in stride(from: x.count - 1, through: 0, by: -1) {
        slope = slope * t + value
        value = value * t + x[j]
      }
      r[i - 1] = slope - value * value - 1
    }
    r[29] = x[0]
    r[30] = x[1] - x[0] * x[0] - 1
  }
}
