import Descent

extension Laboratory {
  /// The largest parameter for which something is stable, by bisection, to a relative 2⁻⁴⁰.
  /// - Precondition: stable at `low`, unstable at `high`.
  public func bisected(
    _ low: Double, _ high: Double, isStable: (Double) throws -> Bool
  ) rethrows -> Double {
    var (low, high) = (low, high)
    for _ in 0..<200 where high - low > 0x1p-40 * high {
      let middle = (low + high) / 2
      if try isStable(middle) { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// Whether a rule at a rate contracts on a problem: the largest |x| of the last 50 of 2n steps is
  /// below that of steps n − 50 to n. The ratio removes what the other roots leave at first.
  public func isStable(
    _ rule: Specification, rate: Double, on problem: any Problem, from start: [Double],
    steps n: Int
  ) throws -> Bool {
    var (middle, end) = (0.0, 0.0)
    try follow(try self.rule(rule, rate: rate), on: problem, from: start, steps: 2 * n) {
      step, x, _ in
      let size = x.reduce(0) { max($0, abs($1)) }
      guard size < 1e300 else {
        end = .infinity
        return false
      }
      // Among the subnormal numbers rounding holds a shrinking iterate up for ever.
      guard size > 1e-290 else { return false }
      if step > n - 50, step <= n { middle = max(middle, size) }
      if step > 2 * n - 50 { end = max(end, size) }
      return true
    }
    return end < middle || end == 0
  }
}
