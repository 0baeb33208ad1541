import CGSL
import Descent

extension Evaluator {
  /// Runs GSL's least-squares solver (Levenberg–Marquardt with its default parameters) from a start;
  /// returns nil if the problem has no residuals, or fewer than parameters.
  /// - Parameter iterate: gets the solver, the residuals, and the status of the solver's first evaluation;
  ///   returns the last status and the result.
  /// - Throws: ``GSLError`` for a status other than success or no progress, unless a residual was not
  ///   finite.
  func withResidualSolver<Result>(
    from start: [Double],
    _ iterate: (
      UnsafeMutablePointer<gsl_multifit_nlinear_workspace>, FittedResiduals, Int32
    ) -> (status: Int32, result: Result)
  ) throws(GSLError) -> Result? {
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
    let (status, result) = withExtendedLifetime(box) {
      withUnsafeMutablePointer(to: &system) { system in
        iterate(work, box, gsl_multifit_nlinear_init(x.pointer, system, work))
      }
    }
    if status != Int32(GSL_ENOPROG), !box.isLost {
      try GSL.check("gsl_multifit_nlinear", status)
    }
    return result
  }
}
