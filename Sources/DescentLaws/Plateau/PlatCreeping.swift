extension PlateauLaws {
  /// `plat/creeping`: metrics that fall by less than the threshold *in total* cause the same cuts as a
  /// constant metric.
  static let creeping = PlateauLaw(
    LawCard(
      "plat/creeping", "creeping", "a fall that stays within the threshold is no progress",
      catches: "comparing with the last metric, a best that moves without progress, no threshold")
  ) { plateau, c in
    var c = c
    if c.threshold < 0.25 { c.threshold = 0.25 }
    let start = c.metrics[0]
    let room = c.threshold * (c.isRelative ? abs(start) : 1) / 2
    let metrics = c.metrics.indices.map { i in
      start - room * Double(i) / Double(c.metrics.count)
    }
    return Comparison.exact(c.stalled, try plateau.run(c, metrics), "with metrics \(metrics)")
  }
}
