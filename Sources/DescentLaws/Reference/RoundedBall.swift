import Descent

/// A ball that contains the number of a definition in twice the precision and every value that a rule may
/// compute for it. Each operation adds the rounding of the same operation in the rule's precision.
///
/// An exact 0 stays exact, because rules multiply and add it without rounding.
package struct RoundedBall<Mode: RoundingMode>: DefinitionNumber {
  package typealias Sum = DecayingSum<Mode>
  package let ball: Ball

  package init(_ ball: Ball) { self.ball = ball }
  package init(_ value: Double) { ball = Ball(value) }

  private init(_ ball: Ball, of size: Double) { self.ball = Mode.roundings.one(ball, of: size) }

  package var isExactlyZero: Bool { ball.size == 0 && ball.radius == 0 }

  package static func + (a: Self, b: Self) -> Self {
    if a.isExactlyZero { return b }
    if b.isExactlyZero { return a }
    return Self(a.ball + b.ball, of: a.ball.size + b.ball.size)
  }

  package static func - (a: Self, b: Self) -> Self {
    if b.isExactlyZero { return a }
    return Self(a.ball - b.ball, of: a.ball.size + b.ball.size)
  }

  package static func * (a: Self, b: Self) -> Self {
    if a.isExactlyZero || b.isExactlyZero { return Self(0) }
    let product = a.ball * b.ball
    return Self(product, of: product.size)
  }

  package static func / (a: Self, b: Self) -> Self {
    let quotient = a.ball / b.ball
    return a.isExactlyZero && quotient.radius == 0 ? a : Self(quotient, of: quotient.size)
  }

  package func squareRoot() -> Self {
    if isExactlyZero { return self }
    let root = ball.squareRoot()
    return Self(root, of: root.size)
  }

  package static func max(_ a: Self, _ b: Self) -> Self { Self(Ball.max(a.ball, b.ball)) }

  package static func complement(_ beta: Double) -> Self {
    Self(Ball(DoubleDouble(1) - DoubleDouble(beta)))
  }

  package static func correction(_ beta: Double, step: Int) -> Self {
    Self(Mode.roundings.correction(beta, step: step))
  }

  package static func move(_ rate: Self, _ numerator: Self, over root: Self) -> Self {
    // A zero numerator gives no move for every root, even 0.
    if numerator.isExactlyZero { return numerator }
    return rate * numerator / root
  }
}

/// The precision of the rule, which determines the roundings to allow for.
package protocol RoundingMode: Sendable {
  static var roundings: Roundings { get }
}

package enum DoubleRounding: RoundingMode { package static let roundings = Roundings(.float64) }
package enum SingleRounding: RoundingMode { package static let roundings = Roundings(.float32) }
