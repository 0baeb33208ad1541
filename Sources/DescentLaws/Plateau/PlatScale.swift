import Descent

extension PlateauLaws {
  /// `plat/scale`: in relative mode multiplying the metrics by 2ᵏ changes nothing, because powers of two
  /// commute with rounding.
  static let scale = PlateauLaw(
    LawCard(
      "plat/scale", "scale", "in relative mode only ratios of metrics count",
      catches: "an absolute threshold in disguise, constants in the comparison")
  ) { plateau, c in
    var c = c
    c.isRelative = true
    var choices = Draw(CounterRandom(seed: UInt64(c.aux)))
    let exponent = choices.index(below: 81) - 40
    let factor = Double(sign: .plus, exponent: exponent, significand: 1)
    return Comparison.exact(
      try plateau.run(c, c.metrics), try plateau.run(c, c.metrics.map { $0 * factor }),
      "metrics times 2^\(exponent)")
  }
}
