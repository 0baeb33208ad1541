import CGSL
import Descent

/// Finds the point that GSL's trust-region least-squares solver (Levenberg–Marquardt with QR) reaches
/// from a start; nil if the problem has no residuals, or fewer than parameters.
/// - Throws: ``GSLError`` if a residual on the way is not finite.
package func fit(_ evaluator: Evaluator, from start: [Double]) throws(GSLError) -> [Double]? {
  guard let end = try fitted(evaluator, from: start) else { return nil }
  guard !end.isLost else { throw GSLError("gsl_multifit_nlinear", Int32(GSL_EBADFUNC)) }
  return end.point
}

/// The end point of the solver; if it encountered a residual that is not finite, the last point
/// before.
func fitted(_ evaluator: Evaluator, from start: [Double]) throws(GSLError) -> MinimizerEnd? {
  try evaluator.withResidualSolver(from: start) { work, box, first in
    if box.isLost { return (first, MinimizerEnd(point: start, isLost: true)) }
    var (status, iteration) = (first, 0)
    // It ends by itself when no step lowers the sum (GSL_ENOPROG).
    while status == Int32(GSL_SUCCESS), iteration < 500 {
      status = gsl_multifit_nlinear_iterate(work)
      iteration += 1
      if box.isLost { status = Int32(GSL_EBADFUNC) }
    }
    let reached = gsl_multifit_nlinear_position(work).pointee.values
    return (status, MinimizerEnd(point: reached, isLost: box.isLost))
  }
}
