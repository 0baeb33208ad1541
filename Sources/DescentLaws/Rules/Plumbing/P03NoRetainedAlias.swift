import Descent

extension RuleLaws {
  /// P3: overwriting the gradient after a step, or reusing one buffer for the gradients of all steps, changes
  /// nothing, bit for bit, because a rule must not keep a pointer to the caller's memory.
  ///
  /// Where a step may be given a closure that computes the gradients, they are those of the step: computing
  /// them there instead of before the step changes nothing either, unless the rule reads the value.
  static let noRetainedAlias = RuleLaw(
    LawCard(
      "P3", "no retained alias", "overwriting the gradient after the step changes nothing",
      catches: "a previous gradient kept by reference, not by value",
      knownBugs: ["jettify/pytorch-optimizer #55: diffGrad keeps a reference to the gradient"])
  ) { rule, c in
    switch c.precision {
    case .float64: try noRetainedAlias(rule, c, Double.self)
    case .float32: try noRetainedAlias(rule, c, Float.self)
    }
  }

  private static func closure(_ rule: RuleSubject, _ c: RuleCase) throws -> Verdict {
    let (optimizer, request) = (try rule.optimizer(c), TrajectoryRequest(c))
    guard let run = try rule.driver.trajectory(of: optimizer, request, under: .closing) else {
      return .holds
    }
    let verdict = Comparison.exact(
      try rule.run(c), run.points, "with gradients that the closure of each step computes")
    guard verdict.isViolation else { return verdict }
    let other = try rule.driver.trajectory(of: optimizer, request, under: .closingElsewhere)
    let readsValue = other.map { Comparison.exact(run.points, $0.points, "").isViolation } ?? false
    return readsValue ? .holds : verdict
  }

  private static func noRetainedAlias<T: KernelScalar>(
    _ rule: RuleSubject, _ c: RuleCase, _: T.Type
  ) throws -> Verdict {
    let optimizer = try rule.optimizer(c)
    for circumstance in [RunCircumstance.trashing, .reusing] {
      guard
        let run = try rule.driver.trajectory(
          of: optimizer, TrajectoryRequest(c), under: circumstance)
      else { break }
      let verdict = Comparison.exact(
        try rule.run(c), run.points,
        circumstance == .trashing
          ? "the gradient overwritten after each step" : "one buffer for all gradients")
      if verdict.isViolation { return verdict }
      if circumstance == .reusing { return try closure(rule, c) }
    }
    let gradients = c.gradients.map { $0.map { T($0) } }
    var own = try Stepper<T>(rule.optimizer(c), c.layout)
    var x = c.start.map { T($0) }
    // Each gradient lives until the end: a rule that keeps a pointer reads the old numbers.
    let expected = withExtendedLifetime(gradients) {
      gradients.indices.map { step in
        rule.driver.step(&own, &x, gradient: gradients[step], rate: c.rates[step])
        return x.map { Double($0) }
      }
    }
    for overwrites in [true, false] {
      var reused = try Stepper<T>(rule.optimizer(c), c.layout)
      var buffer = [T](repeating: 0, count: c.count)
      x = c.start.map { T($0) }
      let found = gradients.indices.map { step in
        // Assign in place, so that the memory stays the same.
        for i in buffer.indices { buffer[i] = gradients[step][i] }
        rule.driver.step(&reused, &x, gradient: buffer, rate: c.rates[step])
        if overwrites { for i in buffer.indices { buffer[i] = 12345 } }
        return x.map { Double($0) }
      }
      let verdict = Comparison.exact(
        expected, found,
        overwrites ? "the gradient overwritten after each step" : "one buffer for all gradients")
      if verdict.isViolation { return verdict }
    }
    return .holds
  }
}
