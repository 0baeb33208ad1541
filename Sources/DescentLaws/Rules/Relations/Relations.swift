extension RuleLaws {
  /// The laws about relations between runs.
  package static let relations: [RuleLaw] = [
    coupledDecay, decoupledDecay, maximize, peers, neutralInputs, groupSplit, peersAnywhere,
    peersLarge,
  ]
}
