/// The rounding errors of computations in a precision, as the laws of definitions allow for them.
package struct Roundings: Sendable {
  /// u, half the distance from 1 to the next number.
  package let unit: Double
  /// The smallest normal number. Below it, rounding is no longer relative; u times this number is the largest
  /// rounding error there.
  package let leastNormal: Double
  package let largest: Double

  package init(_ precision: Precision) {
    unit = precision.roundoff
    largest = precision.largest
    leastNormal =
      precision == .float64 ? .leastNormalMagnitude : Double(Float.leastNormalMagnitude)
  }

  /// The result of one operation on terms with this total size; allows for twice the rounding of a constant
  /// and of the operation.
  package func one(_ ball: Ball, of size: Double) -> Ball {
    overflowing(size) ?? ball.spread(4 * unit * (size + leastNormal))
  }

  /// A sum accumulated over `steps` steps.
  package func sum(_ ball: Ball, of size: Double, steps: Int) -> Ball {
    overflowing(size) ?? ball.spread(32 * unit * Double(steps + 4) * (size + leastNormal))
  }

  /// A ball of infinite radius for sizes close to overflow; nil for smaller sizes.
  private func overflowing(_ size: Double) -> Ball? {
    size < largest / 4 ? nil : Ball(DoubleDouble(0), radius: .infinity)
  }

  /// 1 − βᵗ, which rules of every precision compute in double precision. The error of the product βᵗ is at
  /// most t βᵗ 2⁻⁵³, and t βᵗ ≤ (1 − βᵗ)/(1 − β), so the relative error is at most 2⁻⁵³/(1 − β).
  package func correction(_ beta: Double, step: Int) -> Ball {
    let one = DoubleDouble(1)
    let value = one - DoubleDouble(beta).power(step)
    return Ball(value, radius: 8 * 0x1p-53 / (1 - beta) * value.high)
  }
}
