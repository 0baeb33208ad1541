/// Compares numbers as the laws do: NaN equals NaN, +0 equals −0.
package enum Comparison {
  static func same(_ a: Double, _ b: Double) -> Bool { a == b || (a.isNaN && b.isNaN) }

  /// Whether two runs agree to the bit (zeros of either sign alike).
  package static func exact(
    _ expected: [[Double]], _ found: [[Double]], _ message: @autoclosure () -> String
  ) -> Verdict {
    compare(expected, found, message()) { _, _, _ in 0 }
  }

  /// Whether two rows agree to the bit.
  package static func exact(
    _ expected: [Double], _ found: [Double], _ message: @autoclosure () -> String
  ) -> Verdict { exact([expected], [found], message()) }

  /// Whether two runs agree within a tolerance.
  /// - Parameter tolerance: the largest |difference| allowed of two numbers at a step (from 0) and a
  ///   coordinate.
  static func compare(
    _ expected: [[Double]], _ found: [[Double]], _ message: @autoclosure () -> String,
    tolerance: (_ step: Int, _ coordinate: Int, _ expected: Double) -> Double
  ) -> Verdict {
    guard expected.map(\.count) == found.map(\.count) else {
      return .violated(message() + ": lengths differ")
    }
    let miss = NearMiss.current
    for step in expected.indices {
      for i in expected[step].indices {
        let (a, b) = (expected[step][i], found[step][i])
        if same(a, b) { continue }
        let (difference, allowed) = (abs(a - b), tolerance(step, i, a))
        if difference <= allowed {
          miss?.record(difference, of: allowed)
          continue
        }
        let place = expected.count > 1 ? "step \(step + 1), coordinate \(i)" : "coordinate \(i)"
        return .violated("\(message()), \(place)", expected: a, found: b)
      }
    }
    return .holds
  }
}
