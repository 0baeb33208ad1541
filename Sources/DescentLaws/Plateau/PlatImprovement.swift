extension PlateauLaws {
  /// `plat/improvement`: metrics that each fall by more than the threshold never cut.
  static let improvement = PlateauLaw(
    LawCard(
      "plat/improvement", "improvement", "steady improvement never cuts",
      catches: "maximising instead of minimising, a best that is never updated")
  ) { plateau, c in
    var metric = c.metrics[0]
    let metrics = c.metrics.map { _ in
      defer {
        let scale = c.isRelative ? abs(metric) : 1
        metric -= c.threshold * scale + max(1, abs(metric)) / 4
      }
      return metric
    }
    let factors = try plateau.run(c, metrics)
    return Comparison.exact(metrics.map { _ in 1 }, factors, "with metrics \(metrics)")
  }
}
