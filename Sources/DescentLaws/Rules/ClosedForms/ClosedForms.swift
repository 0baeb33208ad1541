extension RuleLaws {
  /// Closed forms, and the reference.
  public static let closedForms: [RuleLaw] = [
    constantGradient, impulse, extremalHistory, quadratic, tinyGradients, reference, longRuns,
  ]
}
