extension PlateauLaws {
  /// `plat/nan`: after the first metric, NaN acts like the largest number: it is not progress.
  static let nan = PlateauLaw(
    LawCard(
      "plat/nan", "NaN", "NaN is no progress",
      catches: "NaN that becomes the best, after which nothing is better or everything is")
  ) { plateau, c in
    func replaced(by value: Double) -> [Double] {
      c.metrics.enumerated().map { i, metric in
        i > 0 && (i + c.aux) % 3 == 0 ? value : metric
      }
    }
    return Comparison.exact(
      try plateau.run(c, replaced(by: .greatestFiniteMagnitude)),
      try plateau.run(c, replaced(by: .nan)), "with NaN among the metrics")
  }
}
