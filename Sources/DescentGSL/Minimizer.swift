import CGSL
import Descent

/// A point that GSL's quasi-Newton minimiser reaches from a start.
///
/// The minimiser gives up when the decrease that it predicts falls below the machine epsilon in
/// absolute terms: `GSL_ENOPROG` is its normal end, and the gradient is what to judge by. It restarts
/// from where it stopped as long as that lowers the value by a millionth or halves the gradient.
/// - Throws: ``GSLError`` if a value on the way is not finite.
func minimize(_ evaluator: Evaluator, from start: [Double]) throws(GSLError) -> [Double] {
  var best = start
  var (value, gradient) = evaluator.gradient(start)
  for _ in 0..<24 {
    let reached = try descend(evaluator, from: best)
    let (lower, smaller) = evaluator.gradient(reached)
    guard lower.isFinite, smaller.allSatisfy(\.isFinite) else {
      throw GSLError("gsl_multimin_fdfminimizer", Int32(GSL_EBADFUNC))
    }
    // The value alone decides what is better: gradients are not monotone on the way down.
    guard lower <= value else { break }
    let improves = lower < value - 1e-6 * abs(value) || norm(smaller) < 0.5 * norm(gradient)
    (best, value, gradient) = (reached, lower, smaller)
    if !improves { break }
  }
  return best
}

private func descend(_ evaluator: Evaluator, from start: [Double]) throws(GSLError) -> [Double] {
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
  let (status, reached) = withExtendedLifetime(evaluator) {
    withUnsafeMutablePointer(to: &function) { function in
      var status = gsl_multimin_fdfminimizer_set(
        solver, function, x.pointer, 0.1 * max(0.1, norm(start)), 0.1)
      var iteration = 0
      while status == Int32(GSL_SUCCESS), iteration < 2000 {
        status = gsl_multimin_fdfminimizer_iterate(solver)
        iteration += 1
        // In a region of NaN it goes on without moving and reports success.
        guard solver.pointee.f.isFinite else { return (Int32(GSL_EBADFUNC), start) }
      }
      return (status, solver.pointee.x.pointee.values)
    }
  }
  if status != Int32(GSL_ENOPROG) { try GSL.check("gsl_multimin_fdfminimizer", status) }
  return reached
}

private func multiminEvaluator(_ context: UnsafeMutableRawPointer?) -> Evaluator {
  guard let context else { preconditionFailure("GSL lost its context") }
  return Unmanaged<Evaluator>.fromOpaque(context).takeUnretainedValue()
}
