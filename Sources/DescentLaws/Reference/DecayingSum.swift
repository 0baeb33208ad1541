/// Σ βᵗ⁻ⁱ zᵢ over a history z₁, …, zₜ, each term with a power of its own.
///
/// After sixteen terms their sum is put aside, and carried on by one power: so long histories cost
/// little, and short ones are explicit sums.
package struct DecayingSum: Sendable {
  private static let block = 16
  /// β⁰ to β¹⁶.
  private let powers: [DoubleDouble]
  private var recent: [Ball] = []
  private var earlier = (sum: Ball(0), size: 0.0)
  private let roundings: Roundings
  package private(set) var count = 0

  package init(decay: Double, _ roundings: Roundings) {
    powers = (0...Self.block).map { DoubleDouble(decay).power($0) }
    self.roundings = roundings
  }

  package mutating func append(_ term: Ball) {
    if recent.count == Self.block {
      earlier = total
      recent = []
    }
    recent.append(term)
    count += 1
  }

  /// The sum, with the rounding of as many steps.
  package var value: Ball { roundings.sum(total.sum, of: total.size, steps: count) }

  private var total: (sum: Ball, size: Double) {
    let carry = powers[recent.count]
    var sum = Ball(carry) * earlier.sum
    var size = carry.high * earlier.size
    for (place, term) in recent.enumerated() {
      let power = powers[recent.count - 1 - place]
      sum = sum + Ball(power) * term
      size += power.high * term.size
    }
    return (sum, size)
  }
}
