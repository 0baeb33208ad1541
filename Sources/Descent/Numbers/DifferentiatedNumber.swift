import RealModule

/// A number whose derivatives follow from the chain rule. ``Dual`` carries derivatives forward and
/// ``Traced`` records slopes for a backward sweep; this protocol lets each elementary function state its
/// slope once for both.
public protocol _DifferentiatedNumber: FormulaNumber {
  associatedtype Base: FormulaNumber

  /// The value without derivatives.
  var value: Base { get }

  /// The constant with this value.
  init(value: Base)

  /// `f(self)`, given `f` and `f′` at the value: the chain rule. Used only if the slope is
  /// finite.
  func _chain(_ value: Base, slope: Base) -> Self
  /// The same for any slope: a derivative of 0 stays 0 even if the slope is infinite or NaN.
  func _guardedChain(_ value: Base, slope: Base) -> Self
  /// The number with this value whose derivatives are the sums of two numbers' derivatives.
  static func _sum(_ value: Base, _ a: Self, _ b: Self) -> Self

  /// The derivatives divided by a divisor; a derivative of 0 stays 0.
  func _tangentsDivided(by divisor: Base) -> Self

  /// The number with this value and the derivatives `p a′ + q b′`.
  static func linear(_ value: Base, _ a: Self, _ p: Base, _ b: Self, _ q: Base) -> Self
}

// Constants, comparison and products.
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
    // Adding zero removes the sign of a negative zero.
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
    // If the value is NaN, so is the slope, even if its formula gives a number.
    if slope._isFinite && value == value { return _chain(value, slope: slope) }
    return _guardedChain(value, slope: value == value ? slope : value)
  }

  @inlinable @inline(__always)
  public static func / (a: Self, b: Self) -> Self {
    let quotient = a.value / b.value
    let inverse = 1 / b.value
    let slope = quotient * inverse
    // If neither factor overflows or underflows, one division is enough; an exact quotient of 0 is
    // fine, too.
    if inverse._isNormal && inverse._isFinite
      && (slope._isNormal && slope._isFinite || quotient == .zero)
    {
      return linear(quotient, a, inverse, b, -slope)
    }
    return _guardedQuotient(quotient, a, b)
  }

  /// `a′/b − (a/b)(b′/b)`, in an order in which no intermediate result overflows or underflows
  /// unless the whole does.
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
      // The power is constant; its slope would be 0 · ∞ at a base of 0.
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
