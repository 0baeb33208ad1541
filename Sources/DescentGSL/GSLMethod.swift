import CGSL

/// A minimiser of GSL that rules are compared with.
package enum GSLMethod: String, CaseIterable, Sendable {
  /// Quasi-Newton (`gsl_multimin_fdfminimizer_vector_bfgs2`).
  case bfgs2
  /// Conjugate gradients after Fletcher and Reeves.
  case conjugateFR = "conjugate_fr"
  /// Conjugate gradients after Polak and Ribière.
  case conjugatePR = "conjugate_pr"
  /// Gradient descent whose step grows and shrinks.
  case steepestDescent = "steepest_descent"
  /// Levenberg and Marquardt (`gsl_multifit_nlinear_trust` with `lm`), for problems of residuals.
  case multifitLM = "multifit lm"

  /// The type of a minimiser by gradients; nil for one by residuals.
  var gradientType: UnsafePointer<gsl_multimin_fdfminimizer_type>? {
    switch self {
    case .bfgs2: descent_gsl_bfgs2()
    case .conjugateFR: descent_gsl_conjugate_fr()
    case .conjugatePR: descent_gsl_conjugate_pr()
    case .steepestDescent: descent_gsl_steepest_descent()
    case .multifitLM: nil
    }
  }

  /// How exact its line search is, as GSL's manual has it in its examples and for `bfgs2`.
  var lineTolerance: Double { self == .bfgs2 ? 0.1 : 1e-4 }
}

/// What a minimiser of GSL has done, and what it asked for.
package struct GSLDescent: Sendable {
  package enum Ending: String, Sendable {
    /// The gradient is as small as was asked for.
    case converged
    /// It sees no way to go on (`GSL_ENOPROG`).
    case noProgress = "no progress"
    case stepLimit = "step limit"
    case notFinite = "not finite"
  }

  /// Calls of the problem by the minimiser, none of them ours.
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
