import Descent

extension RuleLaws {
  /// R3: `maximize(g) = minimize(−g)`, to the bit.
  static let maximize = RuleLaw(
    LawCard(
      "R3", "maximize", "maximizing is minimizing with the gradient's sign turned",
      needs: "a flag maximize",
      catches: "signs turned twice, in one branch only, or for the decay too",
      knownBugs: ["kozistr/pytorch_optimizer #528: the gradient is negated twice"])
  ) { rule, c in
    guard rule.has("maximize") else { return .inapplicable("the rule has no flag maximize") }
    let turned = c.mapGradients { _, _, g in -g }
    return Comparison.exact(
      try rule.run(turned.setting("maximize", "false")),
      try rule.run(c.setting("maximize", "true")),
      "maximizing is not minimizing under -g")
  }
}
