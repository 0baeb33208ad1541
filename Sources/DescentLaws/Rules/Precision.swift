import Descent

/// The scalar type of a case.
public enum Precision: String, Sendable, CaseIterable {
  case float64, float32

  /// Half the distance from 1 to the next number: the largest relative error of one rounding.
  public var roundoff: Double { self == .float64 ? 0x1p-53 : 0x1p-24 }

  /// The number as this type holds it.
  public func rounded(_ x: Double) -> Double { self == .float64 ? x : Double(Float(x)) }

  /// The smallest number above 0.
  public var smallest: Double {
    self == .float64 ? .leastNonzeroMagnitude : Double(Float.leastNonzeroMagnitude)
  }

  /// The largest finite number.
  public var largest: Double {
    self == .float64 ? .greatestFiniteMagnitude : Double(Float.greatestFiniteMagnitude)
  }
}
