extension RuleLaws {
  /// The laws of convergence, its limits, and escape from saddles, which hold for all runs on smooth
  /// functions.
  package static let stability: [RuleLaw] = [
    contraction, divergence, stabilityLimit, descentLemma, convexRate, heavyBallAverage,
    saddleEscape,
  ]
}
