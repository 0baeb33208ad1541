import Descent

/// The condition number of a problem's Hessian at a point, the ratio of the largest to the
/// smallest |λ|; infinite if it is singular.
///
/// An eigenvalue that `gsl_eigen_symm` cannot distinguish from 0 is computed by inverse iteration on
/// the Hessian scaled by its diagonal, if the scaled matrix is sufficiently well conditioned.
/// - Returns: nil if the problem does not supply a Hessian, or if it is not finite.
/// - Throws: ``GSLError``.
package func conditionNumber(_ problem: any Problem, at x: [Double]) throws(GSLError) -> Double? {
  let n = x.count
  guard let matrix = problem.hessian(at: x), matrix.allSatisfy(\.isFinite) else { return nil }
  let values = try eigenvalues(matrix, order: n).map { abs($0) }
  guard let largest = values.max(), let smallest = values.min(), largest > 0 else { return nil }
  if smallest > 100 * Double(n) * Double.ulpOfOne * largest { return largest / smallest }
  guard try Curvature(matrix, order: n, error: 0).undecided == 0 else { return .infinity }
  let solver = try NewtonSolver(indefinite: matrix, order: n)
  var vector = [Double](repeating: 1 / Double(n).squareRoot(), count: n)
  var inverse = 0.0
  for _ in 0..<100 {
    let next = try solver.solve(vector)
    let size = norm(next)
    vector = next.map { $0 / size }
    if abs(size - inverse) <= 1e-9 * size { break }
    inverse = size
  }
  return largest * inverse
}
