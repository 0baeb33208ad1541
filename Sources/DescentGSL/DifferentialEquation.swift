import CGSL

/// The solution of dx/dt = F(x) at a time, by GSL's adaptive Runge–Kutta method of Prince and
/// Dormand, of order 8.
/// - Parameters:
///   - start: x at time 0.
///   - time: the time of the solution, positive.
///   - tolerance: the relative and absolute error of a step.
///   - field: writes F(x).
/// - Throws: ``GSLError``.
package func flow(
  from start: [Double], time: Double, tolerance: Double = 1e-13,
  _ field: @escaping ([Double]) -> [Double]
) throws(GSLError) -> [Double] {
  GSL.disableErrorHandler()
  let box = Field(field, count: start.count)
  var system = gsl_odeiv2_system(
    function: { _, x, derivative, context in
      guard let x, let derivative, let context else { return Int32(GSL_EFAULT) }
      let box = Unmanaged<Field>.fromOpaque(context).takeUnretainedValue()
      let values = box.field(Array(UnsafeBufferPointer(start: x, count: box.count)))
      for i in 0..<box.count { derivative[i] = values[i] }
      return Int32(GSL_SUCCESS)
    }, jacobian: nil, dimension: start.count, params: Unmanaged.passUnretained(box).toOpaque())
  var x = start
  let status = withExtendedLifetime(box) {
    withUnsafeMutablePointer(to: &system) { system -> Int32 in
      guard
        let driver = gsl_odeiv2_driver_alloc_y_new(
          system, descent_gsl_rk8pd(), time / 1000, tolerance, tolerance)
      else { return Int32(GSL_ENOMEM) }
      defer { gsl_odeiv2_driver_free(driver) }
      var t = 0.0
      return gsl_odeiv2_driver_apply(driver, &t, time, &x)
    }
  }
  try GSL.check("gsl_odeiv2_driver_apply", status)
  return x
}

private final class Field {
  let field: ([Double]) -> [Double]
  let count: Int
  init(_ field: @escaping ([Double]) -> [Double], count: Int) {
    self.field = field
    self.count = count
  }
}
