import CGSL

/// One of GSL's minimizers, with which rules are compared.
package enum GSLMethod: String, CaseIterable, Sendable {
  /// Quasi-Newton (`gsl_multimin_fdfminimizer_vector_bfgs2`).
  case bfgs2
  /// Conjugate gradients after Fletcher and Reeves.
  case conjugateFR = "conjugate_fr"
  /// Conjugate gradients after Polak and Ribière.
  case conjugatePR = "conjugate_pr"
  /// Gradient descent with an adaptive step length.
  case steepestDescent = "steepest_descent"
  /// Levenberg–Marquardt (`gsl_multifit_nlinear_trust` with `lm`), for problems with residuals.
  case multifitLM = "multifit lm"

  /// The type of a gradient-based minimizer; nil for one that uses residuals.
  var gradientType: UnsafePointer<gsl_multimin_fdfminimizer_type>? {
    switch self {
    case .bfgs2: descent_gsl_bfgs2()
    case .conjugateFR: descent_gsl_conjugate_fr()
    case .conjugatePR: descent_gsl_conjugate_pr()
    case .steepestDescent: descent_gsl_steepest_descent()
    case .multifitLM: nil
    }
  }

  /// The tolerance of its line search, as GSL's manual recommends for `bfgs2` and uses in its
  /// examples for the others.
  var lineTolerance: Double { self == .bfgs2 ? 0.1 : 1e-4 }
}

/// The result of one of GSL's minimizers, with the number of its evaluations.
package struct GSLDescent: Sendable {
  package enum Ending: String, Sendable {
    /// The gradient has the requested norm.
    case converged
    /// It cannot make further progress (`GSL_ENOPROG`).
    case noProgress = "no progress"
    case stepLimit = "step limit"
    case notFinite = "not finite"
  }

  /// Calls of the problem by the minimizer, without those of this program.
  package struct Calls: Sendable, Hashable {
    /// Values without a gradient.
    package var values = 0
    /// Gradients, each with its value.
    package var gradients = 0
    package var residuals = 0
    package var jacobians = 0
  }

  package let point: [Double]
  package let iterations: Int
  package let calls: Calls
  package let ending: Ending
}
