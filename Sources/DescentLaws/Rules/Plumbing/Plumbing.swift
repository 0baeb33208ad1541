extension RuleLaws {
  /// What every rule must do, whatever it computes.
  package static let plumbing: [RuleLaw] = [
    determinism, inputsImmutable, noRetainedAlias, instanceIsolation, tensorIndependence,
    saveAndRestore, snapshot, absentGradient, views, finite, poison, optionLiveness, stateLiveness,
    zeroRate, counter, constantStream, defaultRate, threads,
    seed, blindToValue, precisions,
  ]
}
