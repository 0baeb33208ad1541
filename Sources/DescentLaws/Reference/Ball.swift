/// A ball in the sense of ball arithmetic: a number and the largest distance from it that a rounded
/// computation may have. Operations propagate the radii; `spread` adds the rounding of the computation under
/// test.
package struct Ball: Sendable {
  package let middle: DoubleDouble
  /// Infinite if there is no bound.
  package let radius: Double

  package init(_ middle: DoubleDouble, radius: Double = 0) {
    self.middle = middle
    self.radius = radius.isNaN || !middle.high.isFinite ? .infinity : radius
  }

  package init(_ number: Double) { self.init(DoubleDouble(number)) }

  /// The magnitude of the middle.
  package var size: Double { abs(middle.high) }

  package func contains(_ number: Double) -> Bool {
    // Allow for the rounding of the radii themselves.
    radius == .infinity || abs((DoubleDouble(number) - middle).high) <= radius * (1 + 0x1p-48)
  }

  package func spread(_ radius: Double) -> Ball { Ball(middle, radius: self.radius + radius) }

  package static func + (a: Ball, b: Ball) -> Ball {
    Ball(a.middle + b.middle, radius: a.radius + b.radius)
  }

  package static func - (a: Ball, b: Ball) -> Ball {
    Ball(a.middle - b.middle, radius: a.radius + b.radius)
  }

  package static func * (a: Ball, b: Ball) -> Ball {
    // An infinite radius times 0 would be NaN, so handle this case separately.
    let reach = (a.size + a.radius) * b.radius + a.radius * b.size
    return Ball(a.middle * b.middle, radius: reach)
  }

  /// The quotient; its radius is infinite if the divisor may be 0.
  package static func / (a: Ball, b: Ball) -> Ball {
    let least = b.size - b.radius
    guard least > 0 else { return Ball(DoubleDouble(0), radius: .infinity) }
    let quotient = a.middle / b.middle
    return Ball(quotient, radius: (a.radius + abs(quotient.high) * b.radius) / least)
  }

  /// The square root of the nonnegative part of the ball.
  package func squareRoot() -> Ball {
    let positive = max(middle, DoubleDouble(0))
    let root = positive.squareRoot()
    guard radius > 0 else { return Ball(root) }
    let below = max(positive.high - radius, 0).squareRoot()
    let above = (positive.high + radius).squareRoot()
    // The added term covers the rounding of the two roots.
    return Ball(root, radius: max(root.high - below, above - root.high) + 0x1p-52 * above)
  }

  package static func max(_ a: Ball, _ b: Ball) -> Ball {
    Ball(Swift.max(a.middle, b.middle), radius: Swift.max(a.radius, b.radius))
  }

  private func max(_ a: DoubleDouble, _ b: DoubleDouble) -> DoubleDouble { Swift.max(a, b) }
  private func max(_ a: Double, _ b: Double) -> Double { Swift.max(a, b) }
}
