import CGSL
import Descent

/// How well a problem's gradient agrees with difference quotients of its value.
public struct DerivativeCheck: Sendable, Hashable {
  /// The largest difference found, relative to its tolerance; NaN if a value was not finite.
  public let error: Double
  /// What that difference may be, given the error that the difference quotient itself has.
  public let tolerance: Double
  /// NaN does not pass.
  public var passes: Bool { error <= tolerance }
}

/// Compares the gradient with `gsl_deriv_central` at the start and at a random point near it: along
/// every axis in up to 48 dimensions, along 48 random directions of signs beyond.
///
/// A wrong component shows in a random direction of signs with certainty, unless wrong components
/// cancel.
func checkDerivatives(_ evaluator: Evaluator, seed: UInt64) throws(GSLError) -> DerivativeCheck {
  GSL.disableErrorHandler()
  let n = evaluator.dimension
  let random = CounterRandom(seed: seed).split(stream: 0x6465_7269)
  let start = evaluator.problem.start(seed: seed)
  let moved = start.indices.map { i in
    start[i] + (random.uniform(UInt64(i)) - 0.5) * max(abs(start[i]), 0.1)
  }
  var worst = DerivativeCheck(error: 0, tolerance: .leastNormalMagnitude)
  for (place, point) in [start, moved].enumerated() {
    let gradient = evaluator.gradient(point).gradient
    for k in 0..<min(n, 48) {
      let direction = (0..<n).map { i in
        if n <= 48 { return i == k ? 1.0 : 0 }
        let draw = UInt64(((place + 1) * 48 + k) * n + i)
        return random.bits(draw) >> 63 == 0 ? 1.0 : -1
      }
      let line = LineFunction(evaluator, point, direction)
      let found = try line.compare(with: dot(gradient, direction), scale: n <= 48 ? point[k] : 0.1)
      // Written so that NaN is the worst.
      if !(found.error / found.tolerance <= worst.error / worst.tolerance) { worst = found }
      if found.error.isNaN { return found }
    }
  }
  return worst
}

/// A problem's value along a line, for GSL to call back.
private final class LineFunction {
  let evaluator: Evaluator
  let point: [Double]
  let direction: [Double]
  var largest = 0.0

  init(_ evaluator: Evaluator, _ point: [Double], _ direction: [Double]) {
    self.evaluator = evaluator
    self.point = point
    self.direction = direction
  }

  func value(_ t: Double) -> Double {
    let value = evaluator.value(along(point, t, direction))
    largest = max(largest, abs(value))
    return value
  }

  /// Two step lengths are tried, since the function may vary on a smaller scale than its argument;
  /// a wrong slope agrees with neither.
  func compare(with slope: Double, scale: Double) throws(GSLError) -> DerivativeCheck {
    var best = DerivativeCheck(error: .nan, tolerance: 0)
    for factor in [1e-3, 1e-3 / 16] {
      let step = factor * max(abs(scale), 0.1)
      let (quotient, spread) = try derivative(step)
      // GSL's error estimate does not see rounding inside the function: the last term does.
      let rounding = 64 * Double.ulpOfOne * (largest / step + abs(slope))
      let found = DerivativeCheck(
        error: abs(quotient - slope), tolerance: 4 * spread + rounding + .leastNormalMagnitude)
      if found.passes || !best.error.isFinite { best = found }
      if found.passes { break }
    }
    return best
  }

  private func derivative(_ step: Double) throws(GSLError) -> (quotient: Double, spread: Double) {
    var function = gsl_function(
      function: { t, context in
        guard let context else { return .nan }
        return Unmanaged<LineFunction>.fromOpaque(context).takeUnretainedValue().value(t)
      }, params: Unmanaged.passUnretained(self).toOpaque())
    var (quotient, spread) = (Double.nan, Double.nan)
    let status = withExtendedLifetime(self) {
      gsl_deriv_central(&function, 0, step, &quotient, &spread)
    }
    try GSL.check("gsl_deriv_central", status)
    return (quotient, spread)
  }
}
