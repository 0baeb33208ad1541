extension [SIMD2<Double>] {
  /// A vertical line that marks a value on the horizontal axis.
  package static func upright(_ x: Double, from low: Double, to high: Double) -> [SIMD2<Double>] {
    [SIMD2(x, low), SIMD2(x, high)]
  }
}

extension [Double] {
  /// `count` evenly spaced numbers from `low` to `high`.
  package static func evenly(_ low: Double, _ high: Double, _ count: Int) -> [Double] {
    (0..<count).map { low + (high - low) * Double($0) / Double(count - 1) }
  }
}
