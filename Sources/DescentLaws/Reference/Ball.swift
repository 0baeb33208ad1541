/// A number and how far from it a rounded computation of it may end: what ball arithmetic calls a
/// ball. Its operations carry radii on; `spread` adds the rounding of the computation under test.
package struct Ball: Sendable {
  package let middle: DoubleDouble
  /// Infinite where nothing can be said.
  package let radius: Double

  package init(_ middle: DoubleDouble, radius: Double = 0) {
    self.middle = middle
    self.radius = radius.isNaN || !middle.high.isFinite ? .infinity : radius
  }

  package init(_ number: Double) { self.init(DoubleDouble(number)) }

  /// The size of the middle.
  package var size: Double { abs(middle.high) }

  package func contains(_ number: Double) -> Bool {
    // Radii are rounded themselves.
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
    // Nothing times 0 is 0: an infinite radius would make it NaN.
    let reach = (a.size + a.radius) * b.radius + a.radius * b.size
    return Ball(a.middle * b.middle, radius: reach)
  }

  /// Nothing can be said where the divisor may be 0.
  package static func / (a: Ball, b: Ball) -> Ball {
    let least = b.size - b.radius
    guard least > 0 else { return Ball(DoubleDouble(0), radius: .infinity) }
    let quotient = a.middle / b.middle
    return Ball(quotient, radius: (a.radius + abs(quotient.high) * b.radius) / least)
  }

  /// The root of what is not negative, however the ball reaches below 0.
  package func squareRoot() -> Ball {
    let positive = max(middle, DoubleDouble(0))
    let root = positive.squareRoot()
    guard radius > 0 else { return Ball(root) }
    let below = max(positive.high - radius, 0).squareRoot()
    let above = (positive.high + radius).squareRoot()
    // The two roots are rounded; so little does not matter beside a radius.
    return Ball(root, radius: max(root.high - below, above - root.high) + 0x1p-52 * above)
  }

  package static func max(_ a: Ball, _ b: Ball) -> Ball {
    Ball(Swift.max(a.middle, b.middle), radius: Swift.max(a.radius, b.radius))
  }

  private func max(_ a: DoubleDouble, _ b: DoubleDouble) -> DoubleDouble { Swift.max(a, b) }
  private func max(_ a: Double, _ b: Double) -> Double { Swift.max(a, b) }
}
