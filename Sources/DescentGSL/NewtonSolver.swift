import CGSL
import Descent

/// A Hessian, scaled by its diagonal and factored, for Newton steps and the Newton decrement.
package final class NewtonSolver {
  private let order: Int
  private let scale: [Double]
  private let factor: GSLMatrix
  /// The permutation of an LU factorization; nil for a Cholesky factor.
  private let permutation: UnsafeMutablePointer<gsl_permutation>?

  /// Factors an indefinite Hessian unchanged, for steps toward any stationary point.
  package init(indefinite hessian: [Double], order: Int) throws(GSLError) {
    self.order = order
    scale = jacobiScale(hessian, order: order)
    factor = try GSLMatrix(congruent(hessian, scale), order: order)
    permutation = try GSL.allocated("gsl_permutation_alloc", gsl_permutation_alloc(order))
    var sign: Int32 = 0
    try GSL.check(
      "gsl_linalg_LU_decomp", gsl_linalg_LU_decomp(factor.pointer, permutation, &sign))
  }

  /// Factors the Hessian plus the smallest multiple of its diagonal that makes it positive definite,
  /// for descent steps. The multiples are 0 and powers of ten up to Gershgorin's bound.
  package init(positive hessian: [Double], order: Int) throws(GSLError) {
    self.order = order
    scale = jacobiScale(hessian, order: order)
    permutation = nil
    let scaled = congruent(hessian, scale)
    let widest = (0..<order).reduce(0) { widest, i in
      max(widest, scaled[(i * order)..<((i + 1) * order)].reduce(0) { $0 + abs($1) })
    }
    for shift in [0, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1.25, 2].map({ $0 * widest }) {
      var shifted = scaled
      for i in 0..<order { shifted[i * order + i] += shift }
      let candidate = try GSLMatrix(shifted, order: order)
      // NaN would pass this test; the caller checks that the Hessian and the step are finite.
      if gsl_linalg_cholesky_decomp1(candidate.pointer) == Int32(GSL_SUCCESS) {
        factor = candidate
        return
      }
    }
    throw GSLError("gsl_linalg_cholesky_decomp1", Int32(GSL_EDOM))
  }

  deinit { gsl_permutation_free(permutation) }

  /// `H⁻¹ g`. - Throws: ``GSLError`` if the Hessian is singular or the step not finite.
  package func solve(_ g: [Double]) throws(GSLError) -> [Double] {
    let right = try GSLVector(zip(g, scale).map { $0 * $1 })
    let result = try GSLVector([Double](repeating: 0, count: order))
    if let permutation {
      try GSL.check(
        "gsl_linalg_LU_solve",
        gsl_linalg_LU_solve(factor.pointer, permutation, right.pointer, result.pointer))
    } else {
      try GSL.check(
        "gsl_linalg_cholesky_solve",
        gsl_linalg_cholesky_solve(factor.pointer, right.pointer, result.pointer))
    }
    let step = zip(result.values, scale).map { $0 * $1 }
    guard step.allSatisfy(\.isFinite) else { throw GSLError("Newton step", Int32(GSL_ESING)) }
    return step
  }
}
