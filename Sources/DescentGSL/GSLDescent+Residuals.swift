import CGSL
import Descent

extension Evaluator {
  /// Goes down from a start by GSL's Levenberg and Marquardt, with its default parameters.
  func residualDescent(
    from start: [Double], gradientNorm: Double, iterations: Int
  ) throws(GSLError) -> GSLDescent? {
    guard let residuals, residuals.count >= start.count, !start.isEmpty else { return nil }
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
    let (status, count, ending) = withExtendedLifetime(box) {
      withUnsafeMutablePointer(to: &system) { system in
        var status = gsl_multifit_nlinear_init(x.pointer, system, work)
        var iteration = 0
        while status == Int32(GSL_SUCCESS), !box.isLost {
          // GSL's gradient Jᵀr is half of that of Σ r².
          let slope = 2 * norm(work.pointee.g.pointee.values)
          if slope <= gradientNorm { return (status, iteration, GSLDescent.Ending.converged) }
          if iteration == iterations { return (status, iteration, .stepLimit) }
          status = gsl_multifit_nlinear_iterate(work)
          if status == Int32(GSL_SUCCESS) { iteration += 1 }
        }
        return (status, iteration, box.isLost ? .notFinite : .noProgress)
      }
    }
    if status != Int32(GSL_ENOPROG), ending != .notFinite {
      try GSL.check("gsl_multifit_nlinear", status)
    }
    return GSLDescent(
      point: gsl_multifit_nlinear_position(work).pointee.values, iterations: count,
      calls: box.calls, ending: ending)
  }
}
