extension AccumulationLaws {
  /// `acc/identity`: windows of one micro-batch pass each gradient on, to the bit, whatever its weight.
  static let identity = AccumulationLaw(
    LawCard(
      "acc/identity", "identity", "windows of one change nothing",
      catches: "multiplying by a weight and dividing by another, waiting one call too long")
  ) { accumulation, c in
    Comparison.exact(
      c.gradients, try accumulation.means(c, steps: 1), "the updates of windows of one")
  }
}
