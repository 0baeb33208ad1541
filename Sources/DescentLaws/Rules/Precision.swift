import Descent

/// The scalar type of a case.
package enum Precision: String, Sendable, CaseIterable {
  case float64, float32

  /// Half the distance from 1 to the next number: the largest relative error of one rounding.
  package var roundoff: Double { self == .float64 ? 0x1p-53 : 0x1p-24 }

  /// The number rounded to this type.
  package func rounded(_ x: Double) -> Double { self == .float64 ? x : Double(Float(x)) }

  /// The smallest number above 0.
  package var smallest: Double {
    self == .float64 ? .leastNonzeroMagnitude : Double(Float.leastNonzeroMagnitude)
  }

  /// The largest finite number.
  package var largest: Double {
    self == .float64 ? .greatestFiniteMagnitude : Double(Float.greatestFiniteMagnitude)
  }
}
