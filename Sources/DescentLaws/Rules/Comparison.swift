/// The comparison of numbers that laws use: NaN equals NaN, and +0 equals −0.
package enum Comparison {
  static func same(_ a: Double, _ b: Double) -> Bool { a == b || (a.isNaN && b.isNaN) }

  /// Checks that two runs agree bit for bit, except for the sign of zeros.
  package static func exact(
    _ expected: [[Double]], _ found: [[Double]], _ message: @autoclosure () -> String
  ) -> Verdict {
    if let roundoff = tolerated { return near(expected, found, roundoff, message()) }
    return compare(expected, found, message()) { _, _, _ in 0 }
  }

  /// The unit roundoff to tolerate if the subject of the current law may round the same operation
  /// differently, such as in the body of a vector and in its tail; nil if exact comparisons are exact.
  @TaskLocal static var tolerated: Double?

  /// Checks that two runs agree up to rounding: within 1024 (t + 4) units in the last place of the largest
  /// number that the coordinate has met so far, as in the comparison of two rules.
  static func near(
    _ expected: [[Double]], _ found: [[Double]], _ roundoff: Double,
    _ message: @autoclosure () -> String
  ) -> Verdict {
    var scales: [Double] = []
    return compare(expected, found, message()) { step, i, a in
      if scales.count <= i { scales += Array(repeating: 0, count: i + 1 - scales.count) }
      for row in expected[...step] where row.indices.contains(i) && row[i].isFinite {
        scales[i] = max(scales[i], abs(row[i]))
      }
      return 2048 * Double(step + 5) * roundoff * scales[i]
    }
  }

  /// Checks that two rows agree bit for bit, except for the sign of zeros.
  package static func exact(
    _ expected: [Double], _ found: [Double], _ message: @autoclosure () -> String
  ) -> Verdict { exact([expected], [found], message()) }

  /// Checks that two runs agree within a tolerance.
  /// - Parameter tolerance: the largest absolute difference allowed at a step (from 0) and a coordinate.
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
