import Descent

/// The discrete boundary value problem: u″ = ½ (u + t + 1)³, u(0) = u(1) = 0, by central differences.
///
/// The Hessian's condition number grows like n⁴. ``DiscreteIntegralEquation`` has the same solution and
/// a condition number near 1.
/// - Source: Moré and Cosnard, "Numerical solution of nonlinear equations", ACM TOMS 5(1), 1979;
///   problem 28 of Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981.
public struct DiscreteBoundaryValue: DiscreteBoundaryProblem {
  @Hyperparameter("number n of inner points", in: 1...) public var n = 10

  public init() {}

  public static let card = Card(
    name: "discrete-boundary-value", summary: "nonlinear boundary value problem by differences",
    formula: "f(x) = Σ (2xᵢ − xᵢ₋₁ − xᵢ₊₁ + ½h² (xᵢ + tᵢ + 1)³)²,  tᵢ = ih,  h = 1/(n + 1),  "
      + "x₀ = xₙ₊₁ = 0",
    source: "Moré and Cosnard, 1979; Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981, problem 28")

  public static let record = ProblemRecord(
    family: "more-garbow-hillstrom", aliases: ["mgh28"],
    instances: ["discrete-boundary-value", "discrete-boundary-value:n=20"], flags: .leastSquares)

  public func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    let grid = DiscreteBoundary(n)
    var previous = N.zero
    for i in 0..<x.count {
      let next = i + 1 < x.count ? x[i + 1] : .zero
      r[i] = (2 * x[i] - previous - next) + N(grid.h * grid.h / 2) * grid.cube(x, i)
      previous = x[i]
    }
  }
}
