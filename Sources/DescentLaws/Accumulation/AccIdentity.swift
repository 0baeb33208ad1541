extension AccumulationLaws {
  /// `acc/identity`: a window of one micro-batch passes its gradient on bit for bit, for every weight.
  static let identity = AccumulationLaw(
    LawCard(
      "acc/identity", "identity", "windows of one change nothing",
      catches: "multiplying by a weight and dividing by another, waiting one call too long")
  ) { accumulation, c in
    Comparison.exact(
      c.gradients, try accumulation.means(c, steps: 1), "the updates of windows of one")
  }
}
