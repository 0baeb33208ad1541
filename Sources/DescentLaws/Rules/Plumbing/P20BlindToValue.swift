import Descent

extension RuleLaws {
  /// P20: a rule that does not declare that it needs the value makes the same run bit for bit for every value
  /// passed, NaN or a number, because a caller without a value passes none.
  static let blindToValue = RuleLaw(
    LawCard(
      "P20", "blind to the value", "a rule that does not need the value does not look at it",
      needs: "a rule that does not need the value",
      catches: "a value that is read and not asked for, so that it is NaN in some runs")
  ) { rule, c in
    let optimizer = try rule.optimizer(c)
    guard !((optimizer as? Informed)?.rule ?? optimizer).needs.contains(.value) else {
      return .inapplicable("it needs the value")
    }
    var choices = c.choices
    var session = try Session(optimizer, c)
    let points = c.gradients.indices.map { step in
      session.step(
        gradient: c.gradients[step], rate: c.rates[step], value: choices.normal())
      return session.point
    }
    return Comparison.exact(try rule.run(c), points, "with a value against without")
  }
}
