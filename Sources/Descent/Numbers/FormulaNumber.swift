import RealModule

/// A number that a problem's formula can be evaluated in: `Float`, `Double`, or a ``Dual`` or ``Traced``
/// number over one of them, so that one formula gives value, gradient and Hessian.
///
/// Write `N.exp(x)`, `N.sqrt(x)`, `N.pow(x, 3)`, plain arithmetic with literals, and `N.dot(row, x)` for
/// sums of products.
///
/// Where a function has no derivative, it has one by convention:
/// - outside its domain (`log(-1)`, `sqrt(-1)`, a power of a negative base that is not whole) value,
///   gradient and Hessian are NaN;
/// - at the end of its domain, derivatives are the one-sided limits, which may be infinite (`sqrt(0)`,
///   `log(0)`, `pow(0, 0.5)`), and so they are at a pole, from above (`1 / x` at 0);
/// - what does not depend on a coordinate has the derivative 0 by it, whatever factor stands before: so
///   has `sqrt(x * x + y * y)` at the origin, whose subgradients are symmetric about 0;
/// - at a kink the derivative is that of one side: `abs` has slope 1 at 0, as of whatever is smooth in
///   |x| any side's derivatives are right; `max` and `min` have that of the argument that they return
///   (of equal ones `max` the later, `min` the earlier);
/// - `pow(x, y)` with a `y` that is constant and whole is the whole power, of any base, and `pow(0, 0)`
///   is 1.
public protocol FormulaNumber: ElementaryFunctions, AlgebraicField, Comparable,
  ExpressibleByFloatLiteral
{
  /// The constant with this value.
  init(_ constant: Double)

  /// `xʸ`: for a positive base any power, for others a whole one. Its own requirement, because
  /// the base library's power of a base that is not positive is NaN.
  @_nonoverride static func pow(_ x: Self, _ y: Self) -> Self

  /// `Σ cᵢ xᵢ`, in four partial sums: one operation, also when it is differentiated backwards.
  ///
  /// There are as many coefficients as coordinates. They must stay where they are until the evaluation has
  /// ended, because a derivative reads them again: those of an array that the problem keeps do.
  static func dot(_ c: UnsafePointer<Double>, _ x: Point<Self>) -> Self

  /// A constant times a number.
  static func _times(_ constant: Double, _ x: Self) -> Self

  /// Room for some numbers while a formula of `x` is evaluated.
  static func _withRoom<Result>(
    for count: Int, beside x: Point<Self>, _ body: (UnsafeMutablePointer<Self>) -> Result
  ) -> Result

  /// Whether this and every derivative that it carries is finite.
  var _isFinite: Bool { get }
  /// Whether the number is finite, not 0 and not subnormal, so that no product that led to it was
  /// beyond the range.
  var _isNormal: Bool { get }
  /// Whether it carries no derivative that is not 0.
  var _isConstant: Bool { get }
  /// `slope · tangent`, where a tangent of 0 gives 0 whatever the slope is.
  static func _scaled(_ tangent: Self, by slope: Self) -> Self
  /// `a / b`, where an `a` of 0 gives 0 whatever `b` is.
  static func _divided(_ tangent: Self, by divisor: Self) -> Self
  /// `xʸ` as C has it.
  static func _power(_ x: Self, _ y: Self) -> Self
  /// `xʸ ln x`, the derivative of a power by its exponent, at a base of 0 as its limit.
  static func _powerLog(_ x: Self, _ y: Self) -> Self
}

extension FormulaNumber {
  @inlinable @inline(__always)
  public static func pow(_ x: Self, _ y: Self) -> Self { _power(x, y) }

  @inlinable
  public static func dot(_ c: UnsafePointer<Double>, _ x: Point<Self>) -> Self {
    _sumOfProducts(c, x)
  }

  /// The loop that every type's value follows: what is left after whole fours goes to the first sum.
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
    // The base library has powers of positive bases only, and whole ones of an integer type.
    if x > 0 || y.isNaN { return powerOfReal(x, y) }
    if let n = Int(exactly: y) { return pow(x, n) }
    // Whole numbers beyond the integers are even.
    return y.rounded() == y || x == 0 ? powerOfReal(abs(x), y) : .nan
  }
}

@inlinable @inline(__always)
func powerOfReal<T: Real>(_ x: T, _ y: T) -> T { T.pow(x, y) }

// Disfavoured, because `.pow` of a plain number that is no formula's is the base library's.
extension Float: FormulaNumber {
  @inlinable @_disfavoredOverload @_implements(FormulaNumber,pow(_:_:))
  public static func _formulaPower(_ x: Float, _ y: Float) -> Float { _power(x, y) }
}

extension Double: FormulaNumber {
  @inlinable @_disfavoredOverload @_implements(FormulaNumber,pow(_:_:))
  public static func _formulaPower(_ x: Double, _ y: Double) -> Double { _power(x, y) }
}
