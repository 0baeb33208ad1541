extension RuleLaws {
  /// P17: a step without a given rate equals a step at the rate hyperparameter, bit for bit.
  static let defaultRate = RuleLaw(
    LawCard(
      "P17", "default rate", "a step without a rate takes the rule's own",
      needs: "a learning rate", catches: "a default that shadows the setting")
  ) { rule, c in
    guard let rate = rule.number(.learningRate, c) else { return RuleSubject.lacks(.learningRate) }
    var c = c
    c.rates = c.rates.map { _ in rate }
    let expected = try rule.run(c)
    var session = try Session(rule.optimizer(c), c)
    let found = c.gradients.map { gradient in
      session.step(gradient: gradient)
      return session.point
    }
    return Comparison.exact(expected, found, "without a rate, where its own is \(rate)")
  }
}
