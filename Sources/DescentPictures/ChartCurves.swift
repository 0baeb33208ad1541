// Points for charts.
extension [SIMD2<Double>] {
  /// The points (x, f(x)).
  package static func curve(
    _ x: [Double], _ f: (Double) throws -> Double
  ) rethrows -> [SIMD2<Double>] {
    try x.map { SIMD2($0, try f($0)) }
  }

  /// The points (step, f(step)).
  package static func curve(
    steps: [Int], _ f: (Int) throws -> Double
  ) rethrows -> [SIMD2<Double>] {
    try steps.map { SIMD2(Double($0), try f($0)) }
  }

  /// Values over consecutive steps.
  package static func trace(_ values: [Double], from first: Int = 0) -> [SIMD2<Double>] {
    values.enumerated().map { SIMD2(Double(first + $0), $1) }
  }

  /// A horizontal line.
  package static func level(_ y: Double, from low: Double, to high: Double) -> [SIMD2<Double>] {
    [SIMD2(low, y), SIMD2(high, y)]
  }

  /// Disconnected lines as one series.
  package static func lines(_ parts: [[SIMD2<Double>]]) -> [SIMD2<Double>] {
    Array(parts.joined(separator: [SIMD2(.nan, .nan)]))
  }
}
