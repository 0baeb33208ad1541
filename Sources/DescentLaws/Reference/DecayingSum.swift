import Descent

/// Σ βᵗ⁻ⁱ zᵢ over a history z₁, …, zₜ, each term with its own power.
///
/// After every sixteen terms, their sum is folded into an earlier sum that one power carries forward, so that
/// long histories are cheap and short ones are explicit sums.
package struct DecayingSum<Mode: RoundingMode>: DefinitionSum {
  private static var block: Int { 16 }
  /// β⁰ to β¹⁶.
  private let powers: [DoubleDouble]
  private var recent: [Ball] = []
  private var earlier = (sum: Ball(0), size: 0.0)
  private var isExactlyZero = true
  package private(set) var count = 0

  package init(decay: Double) {
    powers = (0...Self.block).map { DoubleDouble(decay).power($0) }
  }

  package mutating func append(_ term: RoundedBall<Mode>) {
    if recent.count == Self.block {
      earlier = total
      recent.removeAll(keepingCapacity: true)
    }
    recent.append(term.ball)
    if !term.isExactlyZero { isExactlyZero = false }
    count += 1
  }

  /// The sum, with the rounding of one operation per step.
  package var value: RoundedBall<Mode> {
    if isExactlyZero { return RoundedBall(0) }
    let (sum, size) = total
    return RoundedBall(Mode.roundings.sum(sum, of: size, steps: count))
  }

  private var total: (sum: Ball, size: Double) {
    let carry = powers[recent.count]
    var sum = Ball(carry) * earlier.sum
    var size = carry.high * earlier.size
    for (index, term) in recent.enumerated() {
      let power = powers[recent.count - 1 - index]
      sum = sum + Ball(power) * term
      size += power.high * term.size
    }
    return (sum, size)
  }
}
