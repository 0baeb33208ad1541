import CGSL
import Descent

/// Residuals as callbacks for GSL.
final class FittedResiduals {
  private let functions: ResidualFunctions<Double>
  private let n: Int
  private var residuals: [Double]
  private var jacobian: [Double]
  /// Whether a residual was not finite.
  private(set) var isLost = false
  private(set) var calls = GSLDescent.Calls()

  init(_ functions: ResidualFunctions<Double>, _ n: Int) {
    self.functions = functions
    self.n = n
    residuals = [Double](repeating: 0, count: functions.count)
    jacobian = [Double](repeating: 0, count: functions.count * n)
  }

  /// GSL's function table, valid as long as this object exists.
  func system() -> gsl_multifit_nlinear_fdf {
    var system = gsl_multifit_nlinear_fdf()
    system.f = { x, context, f in FittedResiduals.from(context).write(x!.pointee.values, f!) }
    system.df = { x, context, jacobian in
      FittedResiduals.from(context).writeJacobian(x!.pointee.values, jacobian!)
    }
    system.n = functions.count
    system.p = n
    system.params = Unmanaged.passUnretained(self).toOpaque()
    return system
  }

  private static func from(_ context: UnsafeMutableRawPointer?) -> FittedResiduals {
    guard let context else { preconditionFailure("GSL lost its context") }
    return Unmanaged<FittedResiduals>.fromOpaque(context).takeUnretainedValue()
  }

  private func write(_ x: [Double], _ f: UnsafeMutablePointer<gsl_vector>) -> Int32 {
    calls.residuals += 1
    functions.values(x, &residuals)
    return finish(residuals) { f.pointee.assign(residuals) }
  }

  private func writeJacobian(_ x: [Double], _ matrix: UnsafeMutablePointer<gsl_matrix>) -> Int32 {
    calls.jacobians += 1
    functions.jacobian(x, &residuals, &jacobian)
    return finish(jacobian) {
      let rowLength = matrix.pointee.tda
      for i in 0..<functions.count {
        for j in 0..<n { matrix.pointee.data[i * rowLength + j] = jacobian[i * n + j] }
      }
    }
  }

  private func finish(_ numbers: [Double], _ write: () -> Void) -> Int32 {
    guard numbers.allSatisfy(\.isFinite) else {
      isLost = true
      return Int32(GSL_EBADFUNC)
    }
    write()
    return Int32(GSL_SUCCESS)
  }
}
