import Descent

extension ClippingLaws {
  /// `clip/zero`: clip(0; c) = 0, also for c = 0 unless a threshold of 0 is refused: never 0/0.
  static let zero = ClippingLaw(
    LawCard(
      "clip/zero", "zero", "a zero gradient stays zero, whatever the threshold",
      catches: "0/0 where norm and threshold are 0",
      knownBugs: [
        "tensorflow #22048: NaN for zero gradients", "google-deepmind/optax #1752: 0/0",
      ])
  ) { clipping, c in
    var c = c
    c.gradient = c.gradient.map { _ in 0 }
    let verdict = Comparison.exact(c.gradient, try clipping.clip(c), "a zero gradient")
    if verdict.isViolation { return verdict }
    c.threshold = 0
    do {
      return Comparison.exact(c.gradient, try clipping.clip(c), "zero gradient, threshold 0")
    } catch is ConfigurationError { return .holds }
  }
}
