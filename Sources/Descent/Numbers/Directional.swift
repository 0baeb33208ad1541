import RealModule

/// A number with its derivative along one direction (forward-mode differentiation).
///
/// Over a ``Dual`` it gives four entries of a Hessian–vector product at a time: the derivative along
/// the vector of the derivatives along four coordinates.
/// - Follows: Pearlmutter, "Fast exact multiplication by the Hessian", Neural Computation 6(1), 1994,
///   in forward mode throughout.
public struct Directional<Base: FormulaNumber>: _ForwardNumber {
  public var value: Base
  public var tangent: Base

  @inlinable @inline(__always)
  public init(value: Base, tangent: Base) {
    self.value = value
    self.tangent = tangent
  }

  @inlinable @inline(__always)
  public init(value: Base) { self.init(value: value, tangent: .zero) }

  @inlinable @inline(__always)
  public func _chain(_ value: Base, slope: Base) -> Self {
    Self(value: value, tangent: slope * tangent)
  }

  @inlinable @inline(__always)
  public static func linear(_ value: Base, _ a: Self, _ p: Base, _ b: Self, _ q: Base) -> Self {
    let plain = Self(value: value, tangent: p * a.tangent + q * b.tangent)
    // Only second derivatives meet an infinite slope beside a finite value.
    if Base.self == Double.self || Base.self == Float.self || plain.tangent._isFinite {
      return plain
    }
    return _sum(value, a._guardedChain(value, slope: p), b._guardedChain(value, slope: q))
  }
}

extension Directional {
  public typealias Magnitude = Directional

  @inlinable @inline(__always)
  public init(_ constant: Double) { self.init(value: Base(constant)) }

  @inlinable @inline(__always)
  public init(floatLiteral value: Double) { self.init(value) }

  @inlinable @inline(__always)
  public init(integerLiteral value: Int) { self.init(Double(value)) }

  @inlinable
  public init?<T: BinaryInteger>(exactly source: T) {
    guard let constant = Double(exactly: source) else { return nil }
    self.init(constant)
  }

  @inlinable
  public var magnitude: Directional {
    // The sum takes the sign off a negative zero.
    value < .zero ? -self : self + .zero
  }

  @inlinable
  public static func == (a: Self, b: Self) -> Bool { a.value == b.value }

  @inlinable
  public static func < (a: Self, b: Self) -> Bool { a.value < b.value }

  @inlinable @inline(__always)
  public static func + (a: Self, b: Self) -> Self {
    Self(value: a.value + b.value, tangent: a.tangent + b.tangent)
  }

  @inlinable @inline(__always)
  public static func - (a: Self, b: Self) -> Self {
    Self(value: a.value - b.value, tangent: a.tangent - b.tangent)
  }

  @inlinable @inline(__always)
  public static prefix func - (a: Self) -> Self { .zero - a }

  @inlinable @inline(__always)
  public static func * (a: Self, b: Self) -> Self {
    linear(a.value * b.value, a, b.value, b, a.value)
  }

  @inlinable @inline(__always)
  public static func += (a: inout Self, b: Self) { a = a + b }
  @inlinable @inline(__always)
  public static func -= (a: inout Self, b: Self) { a = a - b }
  @inlinable @inline(__always)
  public static func *= (a: inout Self, b: Self) { a = a * b }
  @inlinable @inline(__always)
  public static func /= (a: inout Self, b: Self) { a = a / b }

  @inlinable @inline(__always)
  public static var zero: Self { Self(value: .zero) }
}
