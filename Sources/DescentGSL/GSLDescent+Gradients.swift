import CGSL
import Descent

extension Evaluator {
  /// Minimizes from a start with one of GSL's minimizers, without restarts.
  /// - Parameters:
  ///   - gradientNorm: the norm of the gradient at which it ends.
  ///   - iterations: the largest number of iterations.
  /// - Returns: nil if the method needs residuals and the problem has none, or fewer residuals than
  ///   parameters.
  /// - Throws: ``GSLError`` for a failure of GSL other than `GSL_ENOPROG`.
  package func descent(
    by method: GSLMethod, from start: [Double], gradientNorm: Double, iterations: Int
  ) throws(GSLError) -> GSLDescent? {
    guard let type = method.gradientType else {
      return try residualDescent(
        from: start, gradientNorm: gradientNorm, iterations: iterations)
    }
    GSL.disableErrorHandler()
    let counter = CallCounter(self)
    let x = try GSLVector(start)
    guard let solver = gsl_multimin_fdfminimizer_alloc(type, start.count) else {
      throw GSLError("gsl_multimin_fdfminimizer_alloc", Int32(GSL_ENOMEM))
    }
    defer { gsl_multimin_fdfminimizer_free(solver) }
    var function = counter.function(dimension: start.count)
    // The solver keeps the function's address, so it must not move until the last iteration.
    let (status, iterations, ending) = withExtendedLifetime(counter) {
      withUnsafeMutablePointer(to: &function) { function in
        var status = gsl_multimin_fdfminimizer_set(
          solver, function, x.pointer, 0.1 * max(0.1, norm(start)), method.lineTolerance)
        var iteration = 0
        while status == Int32(GSL_SUCCESS) {
          let slope = norm(solver.pointee.gradient.pointee.values)
          guard solver.pointee.f.isFinite, slope.isFinite else {
            return (Int32(GSL_SUCCESS), iteration, GSLDescent.Ending.notFinite)
          }
          if slope <= gradientNorm { return (status, iteration, .converged) }
          if iteration == iterations { return (status, iteration, .stepLimit) }
          status = gsl_multimin_fdfminimizer_iterate(solver)
          if status == Int32(GSL_SUCCESS) { iteration += 1 }
        }
        return (status, iteration, .noProgress)
      }
    }
    if status != Int32(GSL_ENOPROG) { try GSL.check("gsl_multimin_fdfminimizer", status) }
    return GSLDescent(
      point: solver.pointee.x.pointee.values, iterations: iterations, calls: counter.calls,
      ending: ending)
  }
}

/// A problem as callbacks for GSL, with the number of calls.
private final class CallCounter {
  private let evaluator: Evaluator
  private(set) var calls = GSLDescent.Calls()

  init(_ evaluator: Evaluator) { self.evaluator = evaluator }

  private static func from(_ context: UnsafeMutableRawPointer?) -> CallCounter {
    guard let context else { preconditionFailure("GSL lost its context") }
    return Unmanaged<CallCounter>.fromOpaque(context).takeUnretainedValue()
  }

  private func value(_ x: [Double]) -> Double {
    calls.values += 1
    return evaluator.value(x)
  }

  private func gradient(_ x: [Double]) -> (value: Double, gradient: [Double]) {
    calls.gradients += 1
    return evaluator.gradient(x)
  }

  /// GSL's function table, valid as long as this object exists.
  func function(dimension: Int) -> gsl_multimin_function_fdf {
    gsl_multimin_function_fdf(
      f: { x, context in CallCounter.from(context).value(x!.pointee.values) },
      df: { x, context, g in
        g!.pointee.assign(CallCounter.from(context).gradient(x!.pointee.values).gradient)
      },
      fdf: { x, context, f, g in
        let found = CallCounter.from(context).gradient(x!.pointee.values)
        f!.pointee = found.value
        g!.pointee.assign(found.gradient)
      },
      n: dimension, params: Unmanaged.passUnretained(self).toOpaque())
  }
}
