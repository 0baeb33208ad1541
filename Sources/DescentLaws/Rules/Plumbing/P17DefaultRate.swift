import Descent

extension RuleLaws {
  /// P17: a step without a given rate equals a step at the rate hyperparameter, bit for bit.
  ///
  /// For a rule without declared traits, the rates of steps must have some effect if the hyperparameter has
  /// one, because otherwise no schedule does. A rule that reads the rate of its first step only, such as an
  /// initial step size, satisfies this.
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
    let verdict = Comparison.exact(expected, found, "without a rate, where its own is \(rate)")
    return verdict.isViolation || rule.isDeclared(c)
      ? verdict : try ratesOfSteps(rule, c, rate, found)
  }

  /// Checks that a rate that steps are given has an effect if the same rate in the constructor has one.
  private static func ratesOfSteps(
    _ rule: RuleSubject, _ c: RuleCase, _ rate: Double, _ points: [[Double]]
  ) throws -> Verdict {
    guard rule.driver.takesRates, c.count > 0, points.joined().allSatisfy(\.isFinite),
      let domain = rule.domains.first(where: { $0.kind == .learningRate }), !domain.isHeld
    else { return .holds }
    var isDead: String?
    for text in domain.grid {
      guard let number = Double(text), number != rate,
        let optimizer = try? rule.make(c.setting(domain.key, text).rule)
      else { continue }
      var other = c
      other.rates = c.rates.map { _ in number }
      if try Comparison.exact(points, rule.run(other), "").isViolation { return .holds }
      let run = try rule.driver.trajectory(
        of: optimizer, TrajectoryRequest(c, rates: c.rates.map { _ in nil }))
      if Comparison.exact(points, run.points, "").isViolation { isDead = text }
    }
    guard let isDead else { return .holds }
    return .violated(
      "rates that are set after construction change nothing, but \(isDead) in the place of "
        + "\(rate) in the constructor does")
  }
}
