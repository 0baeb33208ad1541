import CGSL
import Descent

/// Finds the point that GSL's quasi-Newton minimizer reaches from a start.
///
/// The minimizer stops when the predicted decrease falls below the machine epsilon in absolute terms,
/// so `GSL_ENOPROG` is its normal end, and the gradient must be used to judge the result. It is
/// restarted from its last point as long as this lowers the value by a millionth or halves the
/// gradient.
/// - Throws: ``GSLError`` if a value on the way is not finite.
func minimize(_ evaluator: Evaluator, from start: [Double]) throws(GSLError) -> [Double] {
  let end = try descend(evaluator, from: start, restarts: 24, iterations: 2000)
  guard !end.isLost else {
    throw GSLError("gsl_multimin_fdfminimizer", Int32(GSL_EBADFUNC))
  }
  return end.point
}

/// The end point of one of GSL's minimizers.
struct MinimizerEnd {
  /// The last point with a finite value and gradient.
  var point: [Double]
  /// Whether it encountered a value or a gradient that is not finite.
  var isLost: Bool
}

/// - Parameters:
///   - restarts: the largest number of starts.
///   - iterations: the largest number of iterations of each.
func descend(
  _ evaluator: Evaluator, from start: [Double], restarts: Int, iterations: Int
) throws(GSLError) -> MinimizerEnd {
  var best = MinimizerEnd(point: start, isLost: false)
  var (value, gradient) = evaluator.gradient(start)
  for _ in 0..<restarts {
    let end = try descend(evaluator, from: best.point, iterations: iterations)
    let (lower, smaller) = evaluator.gradient(end.point)
    guard lower.isFinite, smaller.allSatisfy(\.isFinite) else {
      return MinimizerEnd(point: best.point, isLost: true)
    }
    // Only the value decides what is better, because gradients are not monotone during descent.
    guard lower <= value else { break }
    let improves = lower < value - 1e-6 * abs(value) || norm(smaller) < 0.5 * norm(gradient)
    (best, value, gradient) = (end, lower, smaller)
    if !improves || end.isLost { break }
  }
  return best
}

private func descend(
  _ evaluator: Evaluator, from start: [Double], iterations: Int
) throws(GSLError) -> MinimizerEnd {
  GSL.disableErrorHandler()
  let n = start.count
  let x = try GSLVector(start)
  guard let solver = gsl_multimin_fdfminimizer_alloc(descent_gsl_bfgs2(), n) else {
    throw GSLError("gsl_multimin_fdfminimizer_alloc", Int32(GSL_ENOMEM))
  }
  defer { gsl_multimin_fdfminimizer_free(solver) }
  var function = gsl_multimin_function_fdf(
    f: { x, context in multiminEvaluator(context).value(x!.pointee.values) },
    df: { x, context, g in
      g!.pointee.assign(multiminEvaluator(context).gradient(x!.pointee.values).gradient)
    },
    fdf: { x, context, f, g in
      let found = multiminEvaluator(context).gradient(x!.pointee.values)
      f!.pointee = found.value
      g!.pointee.assign(found.gradient)
    },
    n: n, params: Unmanaged.passUnretained(evaluator).toOpaque())
  // The solver keeps the function's address, so it must not move until the last iteration.
  let (status, end) = withExtendedLifetime(evaluator) {
    withUnsafeMutablePointer(to: &function) { function in
      var status = gsl_multimin_fdfminimizer_set(
        solver, function, x.pointer, 0.1 * max(0.1, norm(start)), 0.1)
      var (iteration, last) = (0, start)
      while status == Int32(GSL_SUCCESS), iteration < iterations {
        status = gsl_multimin_fdfminimizer_iterate(solver)
        iteration += 1
        // In a region of NaN, it continues without moving and reports success.
        let reached = solver.pointee.x.pointee.values
        guard solver.pointee.f.isFinite, reached.allSatisfy(\.isFinite) else {
          return (Int32(GSL_ENOPROG), MinimizerEnd(point: last, isLost: true))
        }
        last = reached
      }
      return (status, MinimizerEnd(point: last, isLost: false))
    }
  }
  if status != Int32(GSL_ENOPROG) { try GSL.check("gsl_multimin_fdfminimizer", status) }
  return end
}

func multiminEvaluator(_ context: UnsafeMutableRawPointer?) -> Evaluator {
  guard let context else { preconditionFailure("GSL lost its context") }
  return Unmanaged<Evaluator>.fromOpaque(context).takeUnretainedValue()
}
