import Descent

/// The condition number λmax/λmin of a problem's Hessian at a point, by size; infinite where it is
/// singular.
///
/// An eigenvalue that `gsl_eigen_symm` cannot tell from 0 is found by inverse iteration on the Hessian
/// scaled by its diagonal, if that one is well enough conditioned.
/// - Returns: nil where the problem has no Hessian of its own, or none that is finite.
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
