extension RuleLaws {
  /// O1: every step ends where the rule's equations, written as sums over the whole history and
  /// computed in twice the precision, say.
  ///
  /// The parameters are put in before each step (0 where nothing depends on them), so rounding is not
  /// amplified. The tolerance is 32 u (t + 4) times the sizes of the terms of each sum, carried through
  /// roots and quotients.
  package static let reference = RuleLaw(
    LawCard(
      "O1", "reference", "every step is that of explicit history sums in twice the precision",
      needs: "a reference of that name",
      catches: "whatever differs from the rule's equations",
      knownBugs: [
        "pytorch/pytorch #152833: dampening skipped on the first step",
        "ml-explore/mlx #1640: Adam without bias correction",
      ])
  ) { rule, c in try agrees(rule, c) }

  /// What O1 says of a case.
  static func agrees(_ rule: RuleSubject, _ c: RuleCase) throws -> Verdict {
    guard let name = rule.reference, let type = References.all[name] else {
      return .inapplicable("there is no reference of this rule")
    }
    let looksAtPoint = c.required("weight_decay") != 0
    var references = c.start.map { _ in type.init(c) }
    var session = try Session(rule.optimizer(c), c)
    for (step, gradient) in c.gradients.enumerated() {
      let x = looksAtPoint ? c.forcedPoint(step) : c.start.map { _ in 0 }
      session.point = x
      session.step(gradient: gradient, rate: c.rates[step])
      let found = session.point
      for i in x.indices {
        let expected = references[i].step(from: x[i], gradient: gradient[i], rate: c.rates[step])
        if expected.contains(found[i]) { continue }
        return .violated(
          "step \(step + 1), coordinate \(i)", expected: expected.middle.rounded, found: found[i])
      }
    }
    return .holds
  }
}
