extension RuleLaws {
  /// P14: with η = 0 the parameters do not change, bit for bit, because every move, including decay, is
  /// multiplied by the rate. A rule whose buffer is known to contain the rate is tested only with a rate of 0
  /// from the start.
  ///
  /// For a rule without declared traits the law is weaker: decay need not be multiplied by the rate, and
  /// averages and projections may move the point, but the gradients of these steps must have no effect,
  /// except as weights of what earlier steps added at their own rates.
  static let zeroRate = RuleLaw(
    LawCard(
      "P14", "zero rate freezes", "at a rate of 0 the parameters stay as they are",
      catches: "decay beside the rate, a rate inside the momentum buffer, a rate with a floor",
      knownBugs: [
        "tensorflow/addons #2282: decoupled decay not multiplied by the rate",
        "huggingface/transformers #34506: the rate is inside the momentum buffer",
      ]),
    options: RuleCaseOptions { $0.lengths = RuleCaseOptions.late }
  ) { rule, c in
    guard rule.isDeclared(c) else { return try gradientsAtRateZero(rule, c) }
    let declared = try? rule.traits(c).isRateLocal
    let isLocal = declared ?? !rule.discovered.contains { !$0.traits.isRateLocal }
    var c = rule.withBoundedFeedback(c)
    // A buffer that contains an earlier rate may continue to move the point, so set all rates to 0 unless the
    // rate is local.
    let pause = isLocal ? c.steps / 2 : 0
    for step in pause..<c.steps { c.rates[step] = 0 }
    let points = try rule.run(c)
    let frozen = pause == 0 ? c.start : points[pause - 1]
    if frozen.contains(where: { !$0.isFinite }) { return .skipped("the run overflows") }
    return Comparison.exact(
      points[pause...].map { _ in frozen }, Array(points[pause...]),
      "at rate 0 from step \(pause + 1) on")
  }

  private static func gradientsAtRateZero(_ rule: RuleSubject, _ c: RuleCase) throws -> Verdict {
    // The rate of the first step may be an initial step size.
    guard c.steps >= 2 || rule.driver.seesState else { return .skipped("there is one step only") }
    let pause = c.steps / 2
    var (frozen, slower) = (c, c)
    for step in pause..<c.steps {
      frozen.rates[step] = 0
      slower.rates[step] /= 2
    }
    func isRead(_ c: RuleCase, _ other: RuleCase) throws -> Bool {
      try Comparison.exact(rule.run(c), rule.run(other), "").isViolation
    }
    // A rule that adapts its step sizes may use the rate only as their initial value, and a rule without a
    // rate hyperparameter may not use it at all.
    var plain = c.mapGradients { _, _, _ in 1 }
    plain.start = c.start.map { _ in 0 }
    // Try several rates, because step sizes may have limits that a rate exceeds.
    let isForgotten =
      try c.count > 0 && rule.has(.learningRate)
      && [1, 0x1p-7, 0x1p-14].allSatisfy { rate in
        var (whole, halved) = (plain, plain)
        whole.rates = c.rates.map { _ in rate }
        halved.rates = c.rates.map { _ in rate / 2 }
        return try !isRead(whole, halved)
      }
    guard try isForgotten || isRead(c, slower) else {
      return .skipped("the rate of these steps has no effect")
    }
    let other = frozen.mapGradients { step, _, g in step < pause ? g : 1 - 2 * g }
    let points = [try rule.run(frozen), try rule.run(other)]
    guard points.joined().joined().allSatisfy(\.isFinite) else {
      return .skipped("the run overflows")
    }
    let verdict = Comparison.exact(
      points[0], points[1],
      "at rate 0 from step \(pause + 1) on, under other gradients from there")
    guard verdict.isViolation else { return try declaredDecayAtRateZero(rule, c) }
    let isWeight =
      try asksForPart(rule, frozen, from: pause, points[0])
      || weighsEarlierSteps(rule, frozen, from: pause)
    return isWeight ? .holds : verdict
  }

  /// Whether the gradients at rate 0 only weigh what earlier steps have added at their own rates, such as a
  /// denominator of dual averaging: they have no effect if the earlier gradients are 0. Options that are 0
  /// unless typed and have no known kind are left out, because decay would stand for earlier gradients.
  private static func weighsEarlierSteps(
    _ rule: RuleSubject, _ frozen: RuleCase, from pause: Int
  ) throws -> Bool {
    var first = frozen.mapGradients { step, _, g in step < pause ? 0 : g }
    for domain in rule.domains
    where domain.kind == nil && !domain.isHeld && Double(domain.standard) == 0 {
      first.rule[set: domain.key] = domain.standard
    }
    let other = first.mapGradients { step, _, g in step < pause ? g : 1 - 2 * g }
    return try !Comparison.exact(rule.run(first), rule.run(other), "").isViolation
  }

  /// Whether a rule that never moves if all rates are 0 uses only a part of the gradients at rate 0: only
  /// their size (such as a rule that divides the sum of its steps by the sum of squares), or only their
  /// direction (such as a rule that restarts when it goes uphill).
  private static func asksForPart(
    _ rule: RuleSubject, _ frozen: RuleCase, from pause: Int, _ points: [[Double]]
  ) throws -> Bool {
    var still = frozen
    still.rates = frozen.rates.map { _ in 0 }
    guard try rule.run(still).allSatisfy({ $0 == still.start }) else { return false }
    return try [-1.0, 4].contains { factor in
      let other = frozen.mapGradients { step, _, g in step < pause ? g : factor * g }
      return try !Comparison.exact(points, rule.run(other), "").isViolation
    }
  }

  /// Checks that a hyperparameter declared as weight decay has no effect at rate 0.
  private static func declaredDecayAtRateZero(
    _ rule: RuleSubject, _ c: RuleCase
  ) throws -> Verdict {
    var first = c.prefix(1)
    first.rates = [0]
    let still = rule.switchingOff([.weightDecay], in: first)
    let decaying = rule.keys(.weightDecay).reduce(first) { rule.withDecay($0, $1) }
    return Comparison.exact(
      try rule.run(still), try rule.run(decaying), "at rate 0, without decay and with it")
  }
}
