extension PlateauLaws {
  /// `plat/constant`: under a constant metric of any sign and size the first cut comes exactly `patience + 1`
  /// metrics after the first metric, and each further cut `patience + 1 + cooldown` metrics later.
  static let constant = PlateauLaw(
    LawCard(
      "plat/constant", "constant", "a constant metric cuts exactly every patience + 1",
      catches: "patience or cooldown one off, counters not reset, wrong signs for negative metrics",
      knownBugs: [
        "pytorch #47513: a relative threshold has the wrong sign for negative metrics",
        "keras #3991: a cooldown of 0 never resets the counter",
      ])
  ) { plateau, c in
    let metrics = c.metrics.map { _ in c.metrics[0] }
    return Comparison.exact(
      c.stalled, try plateau.run(c, metrics), "under the constant metric \(c.metrics[0])")
  }
}
