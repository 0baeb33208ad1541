import CGSL

/// The solution x of A x = b, by `gsl_linalg_HH_solve` (Householder transformations).
/// - Parameter matrix: A, row-major, `b.count` squared entries.
/// - Throws: ``GSLError``, also for a singular matrix.
package func solveLinear(_ matrix: [Double], _ b: [Double]) throws(GSLError) -> [Double] {
  let copy = try GSLMatrix(matrix, order: b.count)
  let right = try GSLVector(b)
  let solution = try GSLVector(b)
  try GSL.check(
    "gsl_linalg_HH_solve", gsl_linalg_HH_solve(copy.pointer, right.pointer, solution.pointer))
  return solution.values
}
