import Descent

extension RuleLaws {
  /// R3: `maximize(g) = minimize(−g)`, bit for bit.
  static let maximize = RuleLaw(
    LawCard(
      "R3", "maximize", "maximizing is minimizing with the gradient's sign turned",
      needs: "a switch of the kind maximize",
      catches: "signs turned twice, in one branch only, or for the decay too",
      knownBugs: ["kozistr/pytorch_optimizer #528: the gradient is negated twice"])
  ) { rule, c in
    guard rule.has(.maximize) else { return RuleSubject.lacks(.maximize) }
    let turned = c.mapGradients { _, _, g in -g }
    return Comparison.exact(
      try rule.run(rule.setting(.maximize, "false", in: turned)),
      try rule.run(rule.setting(.maximize, "true", in: c)),
      "maximizing is not minimizing under -g")
  }
}
