import Descent
import DescentAlgebra

extension Laboratory {
  /// The parameter at which a growth exponent that is negative at `low` and positive at `high`
  /// crosses zero.
  ///
  /// Uses interpolation with truncation and projection (ITP: Oliveira and Takahashi, ACM TOMS 47,
  /// 2020) in the logarithm of the parameter. It is never slower than bisection, and far faster near
  /// a limit, where the exponent is almost linear. If the exponent is infinite at an end, it bisects.
  /// - Parameter tolerance: the relative tolerance.
  /// - Precondition: 0 < low < high.
  public func crossing(
    _ low: Double, _ high: Double, tolerance: Double = 0x1p-40,
    growth: (Double) throws -> Double
  ) rethrows -> Double {
    var (a, b) = (Double.log(low), Double.log(high))
    var (fa, fb) = (-Double.infinity, Double.infinity)
    let steps = Int(Double.log2((b - a) / tolerance).rounded(.up)) + 1
    for step in 0..<steps where b - a > tolerance {
      let middle = (a + b) / 2
      var x = middle
      if fa.isFinite, fb.isFinite {
        // False position, moved toward the middle by a truncation that vanishes with the interval,
        // and kept close enough to the middle to need no more steps than bisection.
        let secant = (fb * a - fa * b) / (fb - fa)
        let side = middle < secant ? -1.0 : 1
        let truncation = 0.2 * (b - a) * (b - a)
        let truncated = truncation <= abs(middle - secant) ? secant + side * truncation : middle
        let radius = max(0, tolerance / 2 * .exp2(Double(steps - step)) - (b - a) / 2)
        x = abs(truncated - middle) <= radius ? truncated : middle - side * radius
      }
      let value = try growth(.exp(x))
      if value == 0 { return .exp(x) }
      if value > 0 { (b, fb) = (x, value) } else { (a, fa) = (x, value) }
    }
    return .exp((a + b) / 2)
  }

  /// The logarithm of the ratio of the largest |x| in the last 50 of 2n steps to the largest in
  /// steps n − 50 to n; infinity if x overflows, minus infinity if it underflows.
  public func growth(
    _ rule: Specification, rate: Double, on problem: any Problem, from start: [Double],
    steps n: Int
  ) throws -> Double {
    var meter = GrowthMeter(steps: n)
    try follow(try self.rule(rule, rate: rate), on: problem, from: start, steps: 2 * n) {
      step, x, _ in
      meter.record(step, x.largestMagnitude)
    }
    return meter.growth
  }
}

extension Laboratory {
  /// The number of steps of a stability test for a rule with momentum. At the limit, one root
  /// has modulus 1 and the other at most β, whose power must become negligible; 3000 for β =
  /// 0.99.
  static func stabilitySteps(momentum: Double) -> Int {
    max(100, Int((30 / (1 - momentum)).rounded(.up)))
  }
}

/// Compares the sizes of a sequence in two windows of 50 steps that are n steps apart, so that
/// initial contributions of the other roots do not count.
struct GrowthMeter {
  let steps: Int
  var range = 1e-290...1e300
  private var middle = 0.0
  private var end = 0.0
  private var verdict: Double?

  init(steps: Int, range: ClosedRange<Double> = 1e-290...1e300) {
    self.steps = steps
    self.range = range
  }

  var growth: Double { verdict ?? .log(end / middle) }

  /// - Returns: whether more steps are needed.
  mutating func record(_ step: Int, _ size: Double) -> Bool {
    // Written so that NaN counts as growth.
    guard size < range.upperBound else {
      verdict = .infinity
      return false
    }
    if step > steps - 50, step <= steps { middle = max(middle, size) }
    if step > 2 * steps - 50 { end = max(end, size) }
    // Rounding keeps a shrinking iterate subnormal forever.
    if step == steps, middle < range.lowerBound {
      verdict = -.infinity
      return false
    }
    return true
  }
}
