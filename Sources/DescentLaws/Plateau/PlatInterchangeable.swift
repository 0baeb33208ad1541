import Descent

extension PlateauLaws {
  /// `plat/interchangeable`: a metric that is not below the lowest metric before it may be replaced by any
  /// other such metric.
  static let interchangeable = PlateauLaw(
    LawCard(
      "plat/interchangeable", "interchangeable",
      "how far above the best a metric is does not matter",
      catches: "comparing with the last metric or a mean, a best that rises")
  ) { plateau, c in
    var choices = Draw(CounterRandom(seed: UInt64(c.aux)))
    var lowest = c.metrics[0]
    let replaced = c.metrics.enumerated().map { i, metric in
      defer { lowest = min(lowest, metric) }
      guard i > 0, metric >= lowest else { return metric }
      return lowest + choices.element(of: [0, 1, 1e6]) * max(1, abs(lowest))
    }
    return Comparison.exact(
      try plateau.run(c, c.metrics), try plateau.run(c, replaced), "with metrics \(replaced)")
  }
}
