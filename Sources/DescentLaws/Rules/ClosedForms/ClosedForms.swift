extension RuleLaws {
  /// Closed forms, and the reference.
  package static let closedForms: [RuleLaw] = [
    constantGradient.climbed, impulse.climbed, extremalHistory.climbed, quadratic.climbed,
    tinyGradients, reference, longRuns,
  ]
}
