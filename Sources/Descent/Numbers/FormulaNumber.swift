import RealModule

/// A number type in which a problem's formula can be evaluated: `Float`, `Double`, or a ``Dual`` or
/// ``Traced`` number over one of them. So one formula gives value, gradient and Hessian.
///
/// Write `N.exp(x)`, `N.sqrt(x)`, `N.pow(x, 3)`, plain arithmetic with literals, and `N.dot(row, x)` for
/// sums of products.
///
/// Where a function has no derivative, these conventions apply:
/// - outside its domain (`log(-1)`, `sqrt(-1)`, a negative base with an exponent that is not an
///   integer), value, gradient and Hessian are NaN;
/// - at the boundary of its domain, derivatives are the one-sided limits, which may be infinite
///   (`sqrt(0)`, `log(0)`, `pow(0, 0.5)`); at a pole they are the limits from above (`1 / x` at 0);
/// - a derivative of 0 stays 0 when it is multiplied by an infinite or undefined slope. So a term has
///   the derivative 0 with respect to a coordinate that it does not depend on, and
///   `sqrt(x * x + y * y)` has the gradient 0 at the origin, the centre of its subgradients;
/// - at a kink, the derivative is one-sided: `abs` has slope 1 at 0, which gives correct derivatives
///   for functions that are smooth in |x|; `max` and `min` have the derivative of the argument that
///   they return (if both are equal, `max` returns the later and `min` the earlier);
/// - `pow(x, y)` with a constant integer `y` is the integer power, for any base, and `pow(0, 0)` is 1.
public protocol FormulaNumber: ElementaryFunctions, AlgebraicField, Comparable,
  ExpressibleByFloatLiteral
{
  /// The constant with this value.
  init(_ constant: Double)

  /// `xʸ`, for any exponent if the base is positive, and for integer exponents otherwise. A
  /// separate requirement, because the base library returns NaN for a base that is not
  /// positive.
  @_nonoverride static func pow(_ x: Self, _ y: Self) -> Self

  /// `Σ cᵢ xᵢ`, in four partial sums. Reverse mode records it as one operation.
  ///
  /// There is one coefficient per coordinate. Their memory must stay valid until the evaluation has ended,
  /// because derivatives read them again; an array that the problem stores satisfies this.
  static func dot(_ c: UnsafePointer<Double>, _ x: Point<Self>) -> Self

  /// A constant times a number.
  static func _times(_ constant: Double, _ x: Self) -> Self

  /// Calls `body` with zero-initialized work memory for `count` numbers, for use in a formula
  /// of `x`.
  static func _withRoom<Result>(
    for count: Int, beside x: Point<Self>, _ body: (UnsafeMutablePointer<Self>) -> Result
  ) -> Result

  /// Whether the value and every derivative it carries are finite.
  var _isFinite: Bool { get }
  /// Whether the number is normal: finite, not 0 and not subnormal. A product with a normal
  /// result has neither overflowed nor underflowed.
  var _isNormal: Bool { get }
  /// Whether all derivatives it carries are 0.
  var _isConstant: Bool { get }
  /// `slope · tangent`, but 0 for a tangent of 0, even if the slope is infinite or NaN.
  static func _scaled(_ tangent: Self, by slope: Self) -> Self
  /// `tangent / divisor`, but 0 for a tangent of 0, even if the divisor is 0.
  static func _divided(_ tangent: Self, by divisor: Self) -> Self
  /// `xʸ` as C's `pow` defines it.
  static func _power(_ x: Self, _ y: Self) -> Self
  /// `xʸ ln x`, the derivative of a power with respect to its exponent; at a base of 0, its
  /// limit.
  static func _powerLog(_ x: Self, _ y: Self) -> Self
}

extension FormulaNumber {
  @inlinable @inline(__always)
  public static func pow(_ x: Self, _ y: Self) -> Self { _power(x, y) }

  @inlinable
  public static func dot(_ c: UnsafePointer<Double>, _ x: Point<Self>) -> Self {
    _sumOfProducts(c, x)
  }

  /// The summation order of every number type: terms after the last full group of four go to the
  /// first sum.
  @inlinable
  static func _sumOfProducts(_ c: UnsafePointer<Double>, _ x: Point<Self>) -> Self {
    var (p, q, r, s) = (Self.zero, Self.zero, Self.zero, Self.zero)
    var j = 0
    while j &+ 4 <= x.count {
      p += _times(c[j], x[j])
      q += _times(c[j &+ 1], x[j &+ 1])
      r += _times(c[j &+ 2], x[j &+ 2])
      s += _times(c[j &+ 3], x[j &+ 3])
      j &+= 4
    }
    while j < x.count {
      p += _times(c[j], x[j])
      j &+= 1
    }
    return (p + q) + (r + s)
  }

  @inlinable @inline(__always)
  public static func _times(_ constant: Double, _ x: Self) -> Self { Self(constant) * x }

  @inlinable
  public static func _withRoom<Result>(
    for count: Int, beside x: Point<Self>, _ body: (UnsafeMutablePointer<Self>) -> Result
  ) -> Result { _withTemporaryRoom(for: count, body) }

  @inlinable
  static func _withTemporaryRoom<Result>(
    for count: Int, _ body: (UnsafeMutablePointer<Self>) -> Result
  ) -> Result {
    withUnsafeTemporaryAllocation(of: Self.self, capacity: max(1, count)) { memory in
      memory.initialize(repeating: .zero)
      defer { memory.deinitialize() }
      return body(memory.baseAddress!)
    }
  }
}

extension FormulaNumber where Self: BinaryFloatingPoint {
  @inlinable @inline(__always) public var _isFinite: Bool { isFinite }
  @inlinable @inline(__always) public var _isNormal: Bool { isNormal }
  @inlinable @inline(__always) public var _isConstant: Bool { true }
  @inlinable @inline(__always)
  public static func _scaled(_ tangent: Self, by slope: Self) -> Self {
    tangent == 0 ? tangent : slope * tangent
  }
  @inlinable @inline(__always)
  public static func _divided(_ tangent: Self, by divisor: Self) -> Self {
    tangent == 0 ? tangent : tangent / divisor
  }
  @inlinable
  public static func _powerLog(_ x: Self, _ y: Self) -> Self {
    x == 0 && y > 0 ? 0 : _power(x, y) * log(x)
  }
}

extension FormulaNumber where Self: Real & BinaryFloatingPoint {
  @inlinable
  public static func _power(_ x: Self, _ y: Self) -> Self {
    // The base library has real powers of positive bases only, and integer powers for exponents
    // of type `Int`.
    if x > 0 || y.isNaN { return powerOfReal(x, y) }
    if let n = Int(exactly: y) { return pow(x, n) }
    // Integers outside the range of `Int` are even.
    return y.rounded() == y || x == 0 ? powerOfReal(abs(x), y) : .nan
  }
}

@inlinable @inline(__always)
func powerOfReal<T: Real>(_ x: T, _ y: T) -> T { T.pow(x, y) }

// Disfavoured, so that `.pow` on plain numbers outside formulas is the base library's.
extension Float: FormulaNumber {
  @inlinable @_disfavoredOverload @_implements(FormulaNumber,pow(_:_:))
  public static func _formulaPower(_ x: Float, _ y: Float) -> Float { _power(x, y) }
}

extension Double: FormulaNumber {
  @inlinable @_disfavoredOverload @_implements(FormulaNumber,pow(_:_:))
  public static func _formulaPower(_ x: Double, _ y: Double) -> Double { _power(x, y) }
}
