extension RuleLaws {
  /// The laws of closed forms, and the reference laws.
  package static let closedForms: [RuleLaw] = [
    constantGradient.climbed, impulse.climbed, extremalHistory.climbed, quadratic.climbed,
    tinyGradients, reference, longRuns,
  ]
}
