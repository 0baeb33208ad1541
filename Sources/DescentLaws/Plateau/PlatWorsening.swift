extension PlateauLaws {
  /// `plat/worsening`: metrics that only rise cause the same cuts as a constant metric.
  static let worsening = PlateauLaw(
    LawCard(
      "plat/worsening", "worsening", "a metric that gets worse is no progress",
      catches: "a threshold that lets a worse metric pass, comparing with the last, not the best",
      knownBugs: ["optax #1767: a worsening metric counts as progress"])
  ) { plateau, c in
    var metric = c.metrics[0]
    let metrics = c.metrics.map { _ in
      defer { metric += max(0x1p-20, abs(metric) / 64) }
      return metric
    }
    return Comparison.exact(c.stalled, try plateau.run(c, metrics), "with metrics \(metrics)")
  }
}
