import Descent

/// The agreement of a problem's gradient with difference quotients of its value.
package struct DerivativeCheck: Sendable, Hashable {
  /// The largest difference found, relative to its tolerance; NaN if a value was not finite.
  package let error: Double
  /// The tolerance of that difference, given the error of the difference quotient itself.
  package let tolerance: Double
  /// NaN does not pass.
  package var passes: Bool { error <= tolerance }

  /// The worse of two checks. Written so that NaN is the worst.
  func worse(_ other: DerivativeCheck) -> DerivativeCheck {
    other.error / other.tolerance <= error / tolerance ? self : other
  }
}

/// Compares the gradient with `gsl_deriv_central` at the start and at a random point near it: along
/// every axis in up to 48 dimensions, and along 48 random sign vectors in more. If the quotients
/// disagree, a kink may lie within their step, and `KinkCheck` decides.
///
/// A random sign vector always reveals a wrong component, unless errors of several components
/// cancel.
func checkDerivatives(_ evaluator: Evaluator, seed: UInt64) throws(GSLError) -> DerivativeCheck {
  GSL.disableErrorHandler()
  let n = evaluator.dimension
  let random = CounterRandom(seed: seed).split(stream: 0x6465_7269)
  let start = evaluator.problem.start(seed: seed)
  let small = 0.1 * evaluator.typicalCoordinate
  let moved = start.indices.map { i in
    start[i] + (random.uniform(UInt64(i)) - 0.5) * max(abs(start[i]), small)
  }
  var worst = DerivativeCheck(error: 0, tolerance: .leastNormalMagnitude)
  for (index, point) in [start, moved].enumerated() {
    let gradient = evaluator.gradient(point).gradient
    for k in 0..<min(n, 48) {
      let direction = (0..<n).map { i in
        if n <= 48 { return i == k ? 1.0 : 0 }
        let draw = UInt64(((index + 1) * 48 + k) * n + i)
        return random.bits(draw) >> 63 == 0 ? 1.0 : -1
      }
      let line = LineFunction(evaluator, point, direction, scale: n <= 48 ? point[k] : 0)
      let found = try line.check(gradient)
      worst = worst.worse(found)
      if found.error.isNaN { return found }
    }
  }
  return worst
}
