import Descent

/// −1, 0 or 1; 0 for 0 of either sign, and NaN for NaN, so that a broken gradient is no step of 0.
///
/// One choice, the sign by its bit: of a choice among constants the compiler makes branches for what follows,
/// and the loop stays scalar.
@inlinable @inline(__always)
public func sign<T: KernelScalar>(_ x: T) -> T {
  x.magnitude > 0 ? T(signOf: x, magnitudeOf: 1) : x
}

extension DefinitionNumber {
  /// The sign of a number, 0 for 0: the number over its size.
  public var sign: Self { Self.quotient(self, Self.max(self, Self(0) - self)) }
}
