import Descent

/// The discrete integral equation: u(t) = −½ ∫ G(t, s) (u(s) + s + 1)³ ds by the trapezoidal rule, with
/// a dense Jacobian near I.
///
/// Its kernel is the inverse of the difference operator in ``DiscreteBoundaryValue``, so the
/// solution is the same. With running sums a value costs O(n).
/// - Source: Moré and Cosnard, "Numerical solution of nonlinear equations", ACM TOMS 5(1), 1979;
///   problem 29 of Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981.
public struct DiscreteIntegralEquation: DiscreteBoundaryProblem {
  @Hyperparameter("number n of inner points", in: 1...) public var n = 10

  public init() {}

  public static let card = Card(
    name: "discrete-integral-equation", summary: "nonlinear integral equation, well conditioned",
    formula: "f(x) = Σ (xᵢ + ½h [(1 − tᵢ) Σ_{j≤i} tⱼ cⱼ + tᵢ Σ_{j>i} (1 − tⱼ) cⱼ])²,  "
      + "cⱼ = (xⱼ + tⱼ + 1)³,  tⱼ = jh,  h = 1/(n + 1)",
    source: "Moré and Cosnard, 1979; Moré, Garbow and Hillstrom, ACM TOMS 7(1), 1981, problem 29")

  public static let record = ProblemRecord(
    family: "more-garbow-hillstrom", aliases: ["mgh29"],
    instances: ["discrete-integral-equation", "discrete-integral-equation:n=20"],
    flags: .leastSquares)

  public func residuals<N: FormulaNumber>(_ x: Point<N>, into r: Residuals<N>) {
    let grid = DiscreteBoundary(n)
    let half = N(grid.h / 2)
    var sum = N.zero
    for i in 0..<x.count {
      sum += N(grid.t(i)) * grid.cube(x, i)
      r[i] = x[i] + half * N(grid.rest(i)) * sum
    }
    sum = .zero
    for i in stride(from: x.count - 1, through: 0, by: -1) {
      r[i] = r[i] + half * N(grid.t(i)) * sum
      sum += N(grid.rest(i)) * grid.cube(x, i)
    }
  }
}
