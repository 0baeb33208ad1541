import CGSL
import Descent

extension Evaluator {
  /// Minimizes from a start with GSL's Levenberg–Marquardt method, with its default parameters.
  func residualDescent(
    from start: [Double], gradientNorm: Double, iterations: Int
  ) throws(GSLError) -> GSLDescent? {
    try withResidualSolver(from: start) { work, box, first in
      func descent(_ count: Int, _ ending: GSLDescent.Ending) -> GSLDescent {
        GSLDescent(
          point: gsl_multifit_nlinear_position(work).pointee.values, iterations: count,
          calls: box.calls, ending: ending)
      }
      var (status, iteration) = (first, 0)
      while status == Int32(GSL_SUCCESS), !box.isLost {
        // GSL's gradient Jᵀr is half of the gradient of Σ r².
        let slope = 2 * norm(work.pointee.g.pointee.values)
        if slope <= gradientNorm { return (status, descent(iteration, .converged)) }
        if iteration == iterations { return (status, descent(iteration, .stepLimit)) }
        status = gsl_multifit_nlinear_iterate(work)
        if status == Int32(GSL_SUCCESS) { iteration += 1 }
      }
      return (status, descent(iteration, box.isLost ? .notFinite : .noProgress))
    }
  }
}
