extension RuleLaws {
  /// Relations between runs.
  public static let relations: [RuleLaw] = [
    coupledDecay, decoupledDecay, maximize, peers, neutralInputs, groupSplit, peersAnywhere,
    peersLarge,
  ]
}
