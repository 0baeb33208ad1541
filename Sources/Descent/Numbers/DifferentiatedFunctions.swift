import RealModule

// Each function is one line of the chain rule: its value and its slope at `x.value`. A slope with
// `1 − x²` is written as a product: near ±1 the difference would cancel.
extension _DifferentiatedNumber {
  @inlinable public static func exp(_ x: Self) -> Self {
    let e = Base.exp(x.value)
    return x.chain(e, slope: e)
  }
  @inlinable public static func expMinusOne(_ x: Self) -> Self {
    x.chain(.expMinusOne(x.value), slope: .exp(x.value))
  }
  @inlinable public static func cosh(_ x: Self) -> Self {
    x.chain(.cosh(x.value), slope: .sinh(x.value))
  }
  @inlinable public static func sinh(_ x: Self) -> Self {
    x.chain(.sinh(x.value), slope: .cosh(x.value))
  }
  @inlinable public static func tanh(_ x: Self) -> Self {
    let t = Base.tanh(x.value)
    // Near ±1, 1 − t² would lose its digits to cancellation.
    if t * t > 0.9 {
      let inverse = 1 / Base.cosh(x.value)
      return x.chain(t, slope: inverse * inverse)
    }
    return x.chain(t, slope: 1 - t * t)
  }
  @inlinable public static func cos(_ x: Self) -> Self {
    x.chain(.cos(x.value), slope: -Base.sin(x.value))
  }
  @inlinable public static func sin(_ x: Self) -> Self {
    x.chain(.sin(x.value), slope: .cos(x.value))
  }
  @inlinable public static func tan(_ x: Self) -> Self {
    let t = Base.tan(x.value)
    return x.chain(t, slope: 1 + t * t)
  }
  @inlinable public static func log(_ x: Self) -> Self {
    x.chain(.log(x.value), slope: 1 / x.value)
  }
  @inlinable public static func log(onePlus x: Self) -> Self {
    x.chain(.log(onePlus: x.value), slope: 1 / (1 + x.value))
  }
  @inlinable public static func acosh(_ x: Self) -> Self {
    x.chain(.acosh(x.value), slope: 1 / (.sqrt(x.value - 1) * .sqrt(x.value + 1)))
  }
  @inlinable public static func asinh(_ x: Self) -> Self {
    let square = x.value * x.value
    // If the square overflows, the 1 is negligible.
    let root = square._isFinite ? Base.sqrt(square + 1) : x.value < .zero ? -x.value : x.value
    return x.chain(.asinh(x.value), slope: 1 / root)
  }
  @inlinable public static func atanh(_ x: Self) -> Self {
    x.chain(.atanh(x.value), slope: 1 / ((1 - x.value) * (1 + x.value)))
  }
  @inlinable public static func acos(_ x: Self) -> Self {
    x.chain(.acos(x.value), slope: -1 / .sqrt((1 - x.value) * (1 + x.value)))
  }
  @inlinable public static func asin(_ x: Self) -> Self {
    x.chain(.asin(x.value), slope: 1 / .sqrt((1 - x.value) * (1 + x.value)))
  }
  @inlinable public static func atan(_ x: Self) -> Self {
    x.chain(.atan(x.value), slope: 1 / (1 + x.value * x.value))
  }
  @inlinable public static func sqrt(_ x: Self) -> Self {
    let root = Base.sqrt(x.value)
    return x.chain(root, slope: 1 / (root + root))
  }
  /// `xⁿ` for an integer exponent; also correct for a base of zero or below.
  @inlinable public static func pow(_ x: Self, _ n: Int) -> Self {
    if n == 0 { return Self(value: 1) }
    let power = Base._scaled(Base.pow(x.value, n == .min ? n : n - 1), by: Base(Double(n)))
    return x.chain(.pow(x.value, n), slope: power)
  }
  @inlinable public static func root(_ x: Self, _ n: Int) -> Self {
    let root = Base.root(x.value, n)
    if x.value == .zero {
      let power = Base._power(x.value, Base(1 / Double(n) - 1))
      return x.chain(root, slope: Base._scaled(power, by: Base(1 / Double(n))))
    }
    return x.chain(root, slope: root / (Base(Double(n)) * x.value))
  }
}
