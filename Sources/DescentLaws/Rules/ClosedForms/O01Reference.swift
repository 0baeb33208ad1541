import Descent

extension RuleLaws {
  /// O1: every step ends at the point given by the rule's equations, written as sums over the whole history
  /// and computed in twice the precision.
  ///
  /// The parameters are overwritten before each step (with 0 if nothing depends on them), so that rounding is
  /// not amplified. The tolerance is 32 u (t + 4) times the sizes of the terms of each sum and 4 u for each
  /// operation, propagated through roots and quotients.
  package static let reference = RuleLaw(
    LawCard(
      "O1", "reference", "every step is that of explicit history sums in twice the precision",
      needs: "a definition",
      catches: "whatever differs from the rule's equations",
      knownBugs: [
        "pytorch/pytorch #152833: dampening skipped on the first step",
        "ml-explore/mlx #1640: Adam without bias correction",
      ]),
    options: .exact
  ) { rule, c in try agrees(rule, c) }

  /// The verdict of O1 on a case.
  static func agrees(_ rule: RuleSubject, _ c: RuleCase) throws -> Verdict {
    let optimizer = try rule.optimizer(c)
    guard let defined = try rule.model(at: c.rule) as? any DefinedRule else {
      return .inapplicable("the rule brings no definition")
    }
    guard defined.isDefined else {
      return .inapplicable("the rule's definition is not of these settings")
    }
    return switch c.precision {
    case .float64: try agrees(optimizer, defined, c, rule.claim, RoundedBall<DoubleRounding>.self)
    case .float32: try agrees(optimizer, defined, c, rule.claim, RoundedBall<SingleRounding>.self)
    }
  }

  private static func agrees<Mode: RoundingMode>(
    _ optimizer: any Optimizer, _ rule: any DefinedRule, _ c: RuleCase, _ claim: RuleClaim?,
    _ number: RoundedBall<Mode>.Type
  ) throws -> Verdict {
    let readsPoint = rule.readsPoint
    // A rule that reads the step number also counts the steps that a tensor skips, so give it every gradient.
    let present = optimizer.uninformed.needs.contains(.step) ? nil : c.absences
    let tensors = c.tensors
    var form = FormRoundoff(claim, c)
    var definitions = c.start.map { _ in rule.definition(number) }
    var session = try Session(optimizer, c)
    for (step, gradient) in c.gradients.enumerated() {
      let x = readsPoint ? c.forcedPoint(step) : c.start.map { _ in 0 }
      session.point = x
      session.step(gradient: gradient, rate: c.rates[step], present: present?[step])
      form.see(gradient)
      let found = session.point
      let rate = number.init(c.rates[step])
      for i in x.indices {
        if let present, !present[step][tensors[i]] {
          if Comparison.same(found[i], x[i]) { continue }
          return .violated(
            "step \(step + 1), coordinate \(i), whose tensor has no gradient", expected: x[i],
            found: found[i])
        }
        let expected = definitions[i].step(
          from: number.init(x[i]), gradient: number.init(gradient[i]), rate: rate
        ).ball
        if expected.contains(found[i]) { continue }
        let middle = expected.middle.rounded
        if abs(found[i] - middle) <= form[i] * max(abs(x[i]), abs(middle)) { continue }
        return .violated("step \(step + 1), coordinate \(i)", expected: middle, found: found[i])
      }
    }
    return .holds
  }
}
