import Descent

/// The Gulf research and development function: a Weibull curve with an unknown threshold x₂. It is
/// nearly flat around the minimum, and a plateau surrounds it.
///
/// On the plateau f is Σ tᵢ² (32.835 for m = 99). Every exponential and the gradient are 0 there,
/// so a test of the gradient's norm takes it for a minimum. The 1981 paper prints the exponent as
/// |yᵢ mi x₂|^x₃: "mi" is a minus sign. The gradient of Algorithm 566 is wrong in x₂ beyond 25,
/// because it divides by |yᵢ − x₂| instead of yᵢ − x₂. If yᵢ = x₂, the power is 0 for x₃ > 0; its
/// slope is one-sided, and infinite for x₃ < 1. For i = 100, y = 25: that residual has no second
/// derivative at the minimum, but f has one, because the residual's square is |x₂ − 25|³/2500
/// there. If x₁ = 0, or if an exponential overflows (x₁ < 0), f is +∞ and the gradient infinite or
/// NaN.
/// - Source: Cox, unpublished; problem 11 of Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981.
public struct Gulf: IndexedResiduals {
  @Hyperparameter("number of residuals m", in: 3...100) public var m = 99

  public init() {}

  public static let card = Card(
    name: "gulf", summary: "Weibull curve with a threshold, and a plateau around",
    formula: """
      f(x) = Σ_{i=1}^m (exp(−|yᵢ − x₂|^x₃/x₁) − tᵢ)²,  tᵢ = i/100,  yᵢ = 25 + (−50 ln tᵢ)^{2/3}
      """,
    source: "Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981, problem 11")

  public static let record = ProblemRecord(
    family: "more-garbow-hillstrom", aliases: ["mgh11"],
    instances: ["gulf", "gulf:m=20", "gulf:m=100"],
    flags: .leastSquares)

  public var layout: Layout { .vector(3) }

  public func start(seed: UInt64) -> [Double] { [5, 2.5, 0.15] }

  public var stationaryPoints: [StationaryPoint] {
    [
      StationaryPoint(
        .globalMinimum, at: [50, 25, 1.5], value: 0,
        .closedForm("every residual vanishes, for any m"))
    ]
  }

  public var residualCount: Int { m }

  /// (−50 ln tᵢ)^{2/3}, the observations minus 25.
  private static let excess = (1...100).map {
    Double.pow(-50 * Double.log(Double($0) / 100), 2.0 / 3)
  }

  public func residual<N: FormulaNumber>(_ i: Int, _ x: Point<N>) -> N {
    if x[0] == 0 { return N(.infinity) }
    let distance = abs(N(Self.excess[i]) + (25 - x[1]))
    // This residual is exactly 0. Its square is flat, although its own slope is infinite.
    if i == 99 && distance == 0 && x[2] > 0 { return .zero }
    let exponent = -N.pow(distance, x[2]) / x[0]
    // An exponential of 0 has slope 0, although the slope of its exponent may be infinite.
    let curve = exponent < -800 ? N.zero : N.exp(exponent)
    return (curve - N(Double(i + 1) / 100)).orInfinity(at: x)
  }
}
