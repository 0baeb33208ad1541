import Synchronization

/// The largest distance met between two rules, in units of the last place.
final class Farthest: Sendable {
  private let largest = Mutex(0.0)

  var ulps: Double { largest.withLock(\.self) }

  func reset() { largest.withLock { $0 = 0 } }

  /// Checks that two runs agree up to rounding.
  ///
  /// Distances are measured in units of the last place of the largest number that the coordinate met so far
  /// in either run, start and moves included, so that cancellation does not count. Two formulas for the same
  /// rule differ by a few roundings per step, and bias-corrected second moments amplify them by up to 1/(1 −
  /// β₂) = 1000. Therefore 1024 (t + 4) units are allowed, in double precision at most 4e-12 of the largest
  /// number.
  func compare(_ expected: [[Double]], _ found: [[Double]], _ c: RuleCase) -> Verdict {
    let unit = 2 * c.precision.roundoff
    var scales = c.start.map(abs)
    for step in expected.indices {
      for i in scales.indices {
        let (a, b) = (expected[step][i], found[step][i])
        scales[i] = max(scales[i], a.isFinite ? abs(a) : 0, b.isFinite ? abs(b) : 0)
        if Comparison.same(a, b) { continue }
        let distance = abs(a - b) / max(scales[i] * unit, c.precision.smallest)
        guard distance <= 1024 * Double(step + 5) else {
          return .violated("step \(step + 1), coordinate \(i)", expected: a, found: b)
        }
        largest.withLock { $0 = max($0, distance) }
      }
    }
    return .holds
  }
}
