extension RuleLaws {
  /// The laws that every rule must satisfy, independently of its formula.
  package static let plumbing: [RuleLaw] = [
    determinism, inputsImmutable, noRetainedAlias, instanceIsolation, tensorIndependence,
    saveAndRestore, snapshot, absentGradient, views, finite, poison, optionLiveness, stateLiveness,
    zeroRate, counter, constantStream, defaultRate, threads,
    seed, blindToValue, precisions,
  ]
}
