import DescentAlgebra
import DescentGSL
import LeastSquaresProblems

// The solutions of the equations, in closed form.
extension UnderDetermined {
  /// ‖A‖².
  func largestCurvature() throws -> Double {
    try symmetricEigenvalues((a * a.transposed).entries, order: 5).last ?? .nan
  }

  /// Aᵀ(AAᵀ)⁻¹ r.
  func pseudoInverse(_ r: [Double]) throws -> [Double] {
    a.transposed * (try solveLinear((a * a.transposed).entries, r))
  }

  var zero: [Double] { start.map { _ in 0 } }
  package func leastSolution() throws -> [Double] { try pseudoInverse(b) }
  /// The solution nearest to the start: x₀ + A⁺(b − A x₀).
  func nearestSolution() throws -> [Double] {
    start.plus(try pseudoInverse(b.minus(a * start)))
  }
  func residual(_ x: [Double]) -> Double { (a * x).minus(b).norm }
}
