import CGSL
import Descent

/// The end point of GSL's Nelder–Mead simplex method (nmsimplex2), which uses no gradients.
///
/// A small simplex need not be at a stationary point, so the method is restarted twice from its best
/// point. Values that are not finite count as infinite.
func contract(
  _ evaluator: Evaluator, from start: [Double], iterations: Int = 10_000
) throws(GSLError) -> MinimizerEnd {
  GSL.disableErrorHandler()
  guard evaluator.value(start).isFinite else { return MinimizerEnd(point: start, isLost: true) }
  var best = start
  for share in [0.1, 0.01, 0.001] {
    best = try contract(evaluator, from: best, share: share, iterations: iterations)
  }
  return MinimizerEnd(point: best, isLost: false)
}

/// - Parameter share: the simplex's initial size as a share of the coordinates.
private func contract(
  _ evaluator: Evaluator, from start: [Double], share: Double, iterations: Int
) throws(GSLError) -> [Double] {
  let n = start.count
  let x = try GSLVector(start)
  let steps = try GSLVector(start.map { share * max(abs($0), evaluator.typicalCoordinate) })
  let solver = try GSL.allocated(
    "gsl_multimin_fminimizer_alloc", gsl_multimin_fminimizer_alloc(descent_gsl_simplex(), n))
  defer { gsl_multimin_fminimizer_free(solver) }
  var function = gsl_multimin_function(
    f: { x, context in
      let value = multiminEvaluator(context).value(x!.pointee.values)
      return value.isFinite ? value : .greatestFiniteMagnitude
    }, n: n, params: Unmanaged.passUnretained(evaluator).toOpaque())
  // The solver keeps the function's address, so it must not move until the last iteration.
  return try withExtendedLifetime(evaluator) { () throws(GSLError) -> [Double] in
    try withUnsafeMutablePointer(to: &function) { function throws(GSLError) -> [Double] in
      try GSL.check(
        "gsl_multimin_fminimizer_set",
        gsl_multimin_fminimizer_set(solver, function, x.pointer, steps.pointer))
      let small = 1e-12 * evaluator.length(at: start)
      for _ in 0..<iterations {
        guard gsl_multimin_fminimizer_iterate(solver) == Int32(GSL_SUCCESS),
          gsl_multimin_fminimizer_size(solver) > small
        else { break }
      }
      let reached = gsl_multimin_fminimizer_x(solver).pointee.values
      return evaluator.value(reached) <= evaluator.value(start) ? reached : start
    }
  }
}
