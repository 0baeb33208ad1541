import Descent

/// −1, 0 or 1; 0 for a zero of either sign, and NaN for NaN, so that an invalid gradient does not
/// give a step of 0.
///
/// A single choice with the sign bit, because the compiler turns nested choices among constants into
/// branches, which keep the loop around them scalar.
@inlinable @inline(__always)
public func sign<T: KernelScalar>(_ x: T) -> T {
  x.magnitude > 0 ? T(signOf: x, magnitudeOf: 1) : x
}

extension DefinitionNumber {
  /// The sign of a number, or 0 for 0: the number divided by its magnitude.
  public var sign: Self { Self.quotient(self, Self.max(self, Self(0) - self)) }
}
