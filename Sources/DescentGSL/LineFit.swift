import CGSL

/// The least-squares line through points, by `gsl_fit_linear`.
package struct LineFit: Sendable {
  package let intercept: Double
  package let slope: Double
  /// The standard error of the slope, from the scatter of the points about the line.
  package let slopeError: Double

  /// - Precondition: at least two points, as many abscissae as ordinates.
  /// - Throws: ``GSLError``, also if a point is not finite.
  package init(_ x: [Double], _ y: [Double]) throws(GSLError) {
    precondition(x.count == y.count && x.count >= 2, "\(x.count) and \(y.count) points for a line")
    GSL.disableErrorHandler()
    var (c0, c1, cov00, cov01, cov11, squares) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    try GSL.check(
      "gsl_fit_linear",
      gsl_fit_linear(x, 1, y, 1, x.count, &c0, &c1, &cov00, &cov01, &cov11, &squares))
    guard c0.isFinite, c1.isFinite else { throw GSLError("gsl_fit_linear", Int32(GSL_EBADFUNC)) }
    (intercept, slope, slopeError) = (c0, c1, x.count > 2 ? cov11.squareRoot() : 0)
  }

  /// The exponent p of y = c xᵖ: the slope of log y over log x.
  package static func exponent(_ x: [Double], _ y: [Double]) throws(GSLError) -> Double {
    try LineFit(x.map { log($0) }, y.map { log($0) }).slope
  }
}
