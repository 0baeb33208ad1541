import RealModule

/// A number whose derivatives follow by the chain rule: what ``Dual``, which carries them forward, and
/// ``Traced``, which records slopes for the way back, share, so that each elementary function states its
/// slope once.
public protocol _DifferentiatedNumber: FormulaNumber {
  associatedtype Base: FormulaNumber

  /// The number itself.
  var value: Base { get }

  /// The constant of this value.
  init(value: Base)

  /// `f(self)`, given `f` and `f′` at the value: the chain rule. Where the slope is finite.
  func _chain(_ value: Base, slope: Base) -> Self
  /// The same with any slope: derivatives of 0 stay 0.
  func _guardedChain(_ value: Base, slope: Base) -> Self
  /// The number of this value whose derivatives are the sum of two numbers'.
  static func _sum(_ value: Base, _ a: Self, _ b: Self) -> Self

  /// The derivatives over a divisor, where 0 stays 0.
  func _tangentsDivided(by divisor: Base) -> Self

  /// The number of this value whose derivatives are `p a′ + q b′`.
  static func linear(_ value: Base, _ a: Self, _ p: Base, _ b: Self, _ q: Base) -> Self
}

// What a constant is, how numbers compare, and a product.
extension _DifferentiatedNumber {
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
  public var magnitude: Self {
    // The sum takes the sign off a negative zero.
    value < .zero ? -self : self + .zero
  }

  @inlinable
  public static func == (a: Self, b: Self) -> Bool { a.value == b.value }

  @inlinable
  public static func < (a: Self, b: Self) -> Bool { a.value < b.value }

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

extension _DifferentiatedNumber {
  /// `f(self)`, given `f` and `f′` at the value.
  @inlinable @inline(__always)
  public func chain(_ value: Base, slope: Base) -> Self {
    // A value that is NaN has no slope, whatever its formula says.
    if slope._isFinite && value == value { return _chain(value, slope: slope) }
    return _guardedChain(value, slope: value == value ? slope : value)
  }

  @inlinable @inline(__always)
  public static func / (a: Self, b: Self) -> Self {
    let quotient = a.value / b.value
    let inverse = 1 / b.value
    let slope = quotient * inverse
    // Both factors within the range, the derivatives need one division; an exact 0 is within it, too.
    if inverse._isNormal && inverse._isFinite
      && (slope._isNormal && slope._isFinite || quotient == .zero)
    {
      return linear(quotient, a, inverse, b, -slope)
    }
    return _guardedQuotient(quotient, a, b)
  }

  /// `a′/b − (a/b)(b′/b)`, where no intermediate result leaves the range unless the whole does.
  @inlinable
  static func _guardedQuotient(_ quotient: Base, _ a: Self, _ b: Self) -> Self {
    _sum(
      quotient, a._tangentsDivided(by: b.value),
      b._tangentsDivided(by: b.value)._guardedChain(quotient, slope: -quotient))
  }

  @inlinable
  public static func _power(_ x: Self, _ y: Self) -> Self {
    let power = Base._power(x.value, y.value)
    if y._isConstant {
      // Constant altogether; its slope would be 0 · ∞ at a base of 0.
      if y.value == .zero { return Self(value: power) }
      return x.chain(power, slope: Base._scaled(Base._power(x.value, y.value - 1), by: y.value))
    }
    let byBase = y.value * Base._power(x.value, y.value - 1)
    if x.value > .zero {
      return linear(power, x, byBase, y, power * Base.log(x.value))
    }
    return _sum(
      power, x._guardedChain(power, slope: byBase),
      y._guardedChain(power, slope: Base._powerLog(x.value, y.value)))
  }

  @inlinable
  public static func _powerLog(_ x: Self, _ y: Self) -> Self {
    guard x.value == .zero, y.value > .zero else { return _power(x, y) * log(x) }
    // (xʸ ln x)′ = xʸ⁻¹ (y ln x + 1) by x; by y it is xʸ ln² x, which tends to 0.
    return x._guardedChain(
      Base._powerLog(x.value, y.value), slope: y.value > 1 ? .zero : Base(-Double.infinity))
  }
}
