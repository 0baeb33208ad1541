/// How far rounding takes a computation in a precision: what the laws of definitions allow for.
package struct Roundings: Sendable {
  /// u, half the distance from 1 to the next number.
  package let unit: Double
  /// Below it rounding is no longer relative: u times it is the distance of the numbers there.
  package let leastNormal: Double
  package let largest: Double

  package init(_ precision: Precision) {
    unit = precision.roundoff
    largest = precision.largest
    leastNormal =
      precision == .float64 ? .leastNormalMagnitude : Double(Float.leastNormalMagnitude)
  }

  /// The result of an operation on terms of this size in all: twice the rounding of a constant and
  /// of the operation.
  package func one(_ ball: Ball, of size: Double) -> Ball {
    overflowing(size) ?? ball.spread(4 * unit * (size + leastNormal))
  }

  /// A sum that `steps` steps have added to.
  package func sum(_ ball: Ball, of size: Double, steps: Int) -> Ball {
    overflowing(size) ?? ball.spread(32 * unit * Double(steps + 4) * (size + leastNormal))
  }

  /// Nothing can be said of what comes near the largest number.
  private func overflowing(_ size: Double) -> Ball? {
    size < largest / 4 ? nil : Ball(DoubleDouble(0), radius: .infinity)
  }

  /// 1 − βᵗ, which rules compute in double precision whatever their own. The product βᵗ is off by
  /// t βᵗ 2⁻⁵³ at most, and t βᵗ ≤ (1 − βᵗ)/(1 − β): so the relative error is 2⁻⁵³/(1 − β).
  package func correction(_ beta: Double, step: Int) -> Ball {
    let one = DoubleDouble(1)
    let value = one - DoubleDouble(beta).power(step)
    return Ball(value, radius: 8 * 0x1p-53 / (1 - beta) * value.high)
  }
}
