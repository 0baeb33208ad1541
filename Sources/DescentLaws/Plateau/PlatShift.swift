import Descent

extension PlateauLaws {
  /// `plat/shift`: in absolute mode a constant added to all metrics changes nothing. Metrics, threshold and
  /// constant are dyadic fractions, so that sums are exact.
  static let shift = PlateauLaw(
    LawCard(
      "plat/shift", "shift", "in absolute mode only differences of metrics count",
      catches: "a relative threshold in disguise, a best that starts at 0 or at a large number")
  ) { plateau, c in
    var c = c
    c.isRelative = false
    c.threshold = [0, 0.25, 0.5, 1][c.aux % 4]
    var choices = Draw(CounterRandom(seed: UInt64(c.aux)))
    let constant = Double(choices.index(below: 1 << 20) - (1 << 19)) / 8
    let metrics = c.metrics.map { (max(-4096, min(4096, $0)) * 8).rounded() / 8 }
    return Comparison.exact(
      try plateau.run(c, metrics), try plateau.run(c, metrics.map { $0 + constant }),
      "metrics \(metrics) plus \(constant)")
  }
}
