extension RuleLaws {
  /// Closed forms, and the reference.
  public static let closedForms: [RuleLaw] = [
    constantGradient.climbed, impulse.climbed, extremalHistory.climbed, quadratic.climbed,
    tinyGradients, reference, longRuns,
  ]
}
