/// An unevaluated sum of two doubles, the second at most half a unit in the last place of the first: about
/// 106 bits. The relative error of each operation is at most a few times 2⁻¹⁰⁴, unless it overflows or
/// underflows.
///
/// Error-free transformations: Dekker, Numerische Mathematik 18, 1971; operations after Joldes,
/// Muller and Popescu, ACM TOMS 44(2), 2017.
package struct DoubleDouble: Hashable, Sendable {
  package let high: Double
  package let low: Double

  package init(_ value: Double) { (high, low) = (value, 0) }

  /// The exact sum of two numbers, the first no smaller than the second.
  private init(fast high: Double, _ low: Double) {
    let sum = high + low
    self.high = sum
    // After an overflow the remainder would be NaN.
    self.low = sum.isFinite ? low - (sum - high) : 0
  }

  /// The exact sum of two numbers.
  private static func sum(_ a: Double, _ b: Double) -> (high: Double, low: Double) {
    let sum = a + b
    let part = sum - a
    return (sum, (a - (sum - part)) + (b - part))
  }

  package static func + (a: Self, b: Self) -> Self {
    let highs = sum(a.high, b.high)
    let lows = sum(a.low, b.low)
    let first = Self(fast: highs.high, highs.low + lows.high)
    return Self(fast: first.high, first.low + lows.low)
  }

  static prefix func - (a: Self) -> Self { Self(fast: -a.high, -a.low) }

  package static func - (a: Self, b: Self) -> Self { a + -b }

  package static func * (a: Self, b: Self) -> Self {
    let product = a.high * b.high
    guard product.isFinite else { return Self(product) }
    let remainder = (-product).addingProduct(a.high, b.high)
    let crossed = (a.high * b.low).addingProduct(a.low, b.high)
    return Self(fast: product, remainder + crossed)
  }

  package static func / (a: Self, b: Self) -> Self {
    let first = Self(a.high / b.high)
    guard first.high.isFinite, first.high != 0 else { return first }
    let rest = a - b * first
    let second = Self(rest.high / b.high)
    let third = Self((rest - b * second).high / b.high)
    return first + second + third
  }

  /// The square root; NaN for negative numbers.
  package func squareRoot() -> Self {
    let root = high.squareRoot()
    guard root > 0, root.isFinite else { return Self(root) }
    let rest = self - Self(root) * Self(root)
    let second = Self(rest.high / (2 * root))
    return Self(root) + second
  }

  package var magnitude: Self { high < 0 ? -self : self }

  /// The nearest double.
  package var rounded: Double { high }

  /// The power with an integer exponent of at least 0.
  package func power(_ exponent: Int) -> Self {
    var (result, square, rest) = (Self(1), self, exponent)
    while rest > 0 {
      if rest % 2 == 1 { result = result * square }
      rest /= 2
      if rest > 0 { square = square * square }
    }
    return result
  }
}

extension DoubleDouble: Comparable {
  package static func < (a: Self, b: Self) -> Bool { (a.high, a.low) < (b.high, b.low) }
}
