extension RuleLaws {
  /// P1: `run(c) = run(c)`, bit for bit.
  static let determinism = RuleLaw(
    LawCard(
      "P1", "determinism", "the same case gives the same run",
      catches: "randomness, clocks and state that outlives a run")
  ) { rule, c in
    Comparison.exact(try rule.run(c), try rule.run(c), "two runs of one case differ")
  }
}
