extension AveragingLaws {
  /// `ema/constant`: xₜ = c for all t ⇒ aₜ = c for all t, because the weights sum to 1 from the first step
  /// on.
  static let constant = AveragingLaw(
    LawCard(
      "ema/constant", "constant", "the average of a constant is that constant at every step",
      catches: "starting from zero without a correction, a correction with a wrong counter",
      knownBugs: ["huggingface/diffusers #1864: the decay is overwritten by its warm-up"])
  ) { averaging, c in
    var c = c
    c.values = c.values.map { _ in c.values[0] }
    return Comparison.compare(c.values, try averaging.run(c), "the average of a constant") {
      step, i, _ in c.tolerance(step, i)
    }
  }
}
