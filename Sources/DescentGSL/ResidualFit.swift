import CGSL
import Descent

/// The point that GSL's trust-region least-squares solver (Levenberg and Marquardt, by QR) reaches from
/// a start, or nil if the problem has no residuals, or fewer than parameters.
/// - Throws: ``GSLError`` if a residual on the way is not finite.
package func fit(_ evaluator: Evaluator, from start: [Double]) throws(GSLError) -> [Double]? {
  guard let end = try fitted(evaluator, from: start) else { return nil }
  guard !end.isLost else { throw GSLError("gsl_multifit_nlinear", Int32(GSL_EBADFUNC)) }
  return end.point
}

/// Where the solver ends: the last point that it took, if it came upon a residual that is not finite.
func fitted(_ evaluator: Evaluator, from start: [Double]) throws(GSLError) -> MinimizerEnd? {
  guard let residuals = evaluator.residuals, residuals.count >= start.count, !start.isEmpty else {
    return nil
  }
  GSL.disableErrorHandler()
  let box = FittedResiduals(residuals, start.count)
  let x = try GSLVector(start)
  var parameters = gsl_multifit_nlinear_default_parameters()
  guard
    let work = gsl_multifit_nlinear_alloc(
      descent_gsl_trust(), &parameters, residuals.count, start.count)
  else { throw GSLError("gsl_multifit_nlinear_alloc", Int32(GSL_ENOMEM)) }
  defer { gsl_multifit_nlinear_free(work) }
  var system = box.system()
  // The solver keeps the system's address, so it must not move until the last iteration.
  let (status, end) = withExtendedLifetime(box) {
    withUnsafeMutablePointer(to: &system) { system in
      var status = gsl_multifit_nlinear_init(x.pointer, system, work)
      if box.isLost { return (status, MinimizerEnd(point: start, isLost: true)) }
      var iteration = 0
      // It ends by itself: no step lowers the sum any more (GSL_ENOPROG).
      while status == Int32(GSL_SUCCESS), iteration < 500 {
        status = gsl_multifit_nlinear_iterate(work)
        iteration += 1
        if box.isLost { status = Int32(GSL_EBADFUNC) }
      }
      let reached = gsl_multifit_nlinear_position(work).pointee.values
      return (status, MinimizerEnd(point: reached, isLost: box.isLost))
    }
  }
  if status != Int32(GSL_ENOPROG), !end.isLost { try GSL.check("gsl_multifit_nlinear", status) }
  return end
}
