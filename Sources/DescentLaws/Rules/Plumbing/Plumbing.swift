extension RuleLaws {
  /// What every rule must do, whatever it computes.
  public static let plumbing: [RuleLaw] = [determinism, tensorIndependence]
}
