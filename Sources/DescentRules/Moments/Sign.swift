import Descent

/// −1, 0 or 1; 0 for a zero of either sign, and NaN for NaN, so that an invalid gradient does not
/// give a step of 0.
@inlinable @inline(__always)
public func sign<T: KernelScalar>(_ x: T) -> T { x > 0 ? 1 : x < 0 ? -1 : x }

extension DefinitionNumber {
  /// The sign of a number, or 0 for 0: the number divided by its magnitude.
  public var sign: Self { Self.quotient(self, Self.max(self, Self(0) - self)) }
}
