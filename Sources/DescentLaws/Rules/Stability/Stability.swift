extension RuleLaws {
  /// Convergence, its limits, and escape: what is known of all runs on smooth functions.
  package static let stability: [RuleLaw] = [
    contraction, divergence, stabilityLimit, descentLemma, convexRate, heavyBallAverage,
    saddleEscape,
  ]
}
