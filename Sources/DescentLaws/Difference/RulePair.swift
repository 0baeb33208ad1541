import Descent

/// Two rules as one subject: its hyperparameters are those that both have.
struct RulePair {
  let a: RuleSubject
  let b: RuleSubject
  let subject: RuleSubject

  init(_ a: RuleSubject, _ b: RuleSubject) {
    self.a = a
    self.b = b
    subject = RuleSubject(name: a.name, domains: a.domains.filter { b.has($0.key) }) { settings in
      // Both must accept a case.
      _ = try b.make(b.completed(settings))
      return try a.make(a.completed(settings))
    }
  }

  /// The law that both give the same run.
  func law(tolerating: Bool, _ farthest: Farthest) -> RuleLaw {
    let card = LawCard(
      "same as " + b.name, "same rule", "both rules give the same points", catches: "differences")
    // Where squares overflow or vanish, two formulas for one rule differ by more than rounding.
    let ordinary = GradientProfile.allCases.filter { $0 != .tiny && $0 != .logUniform }
    let options = RuleCaseOptions {
      $0.lengths = RuleCaseOptions.latest
      $0.hasPauses = true
      if tolerating { $0.profiles = ordinary }
    }
    return RuleLaw(card, options: options) { [self] _, c in
      var (first, second) = (c, c)
      first.rule = a.completed(c.rule)
      second.rule = b.completed(c.rule)
      first.rates = rates(of: a, c)
      second.rates = rates(of: b, c)
      let present = c.absences
      guard let expected = try points(of: a, first, present),
        let found = try points(of: b, second, present)
      else { return .skipped("many steps of a rule that asks the objective") }
      let verdict =
        tolerating
        ? farthest.compare(expected, found, c)
        : Comparison.exact(expected, found, "the points part")
      guard case .violated(let violation) = verdict else { return verdict }
      return .violated(
        violation.message + RuleCase.text(present), expected: violation.expected,
        found: violation.found)
    }
  }

  /// The points after each step. In a long case each step begins where the case says, at 0 in every
  /// other case: rounding that is fed back for thousands of steps would tell equal rules apart. What
  /// searches along lines is too sensitive and too slow for such a case: nil.
  private func points(
    of subject: RuleSubject, _ c: RuleCase, _ present: [[Bool]]?
  ) throws -> [[Double]]? {
    let (rule, isLong) = (try subject.optimizer(c), c.steps > RuleCase.shortest)
    if isLong, rule.uninformed is any OracleOptimizer { return nil }
    var session = try Session(rule, c)
    return c.gradients.indices.map { step in
      if isLong { session.point = c.aux % 2 == 0 ? c.start.map { _ in 0 } : c.forcedPoint(step) }
      session.step(gradient: c.gradients[step], rate: c.rates[step], present: present?[step])
      return session.point
    }
  }

  /// The rates that a rule takes in a case: those of the case, unless the rate of one of the two is
  /// held; then the rule's own rate times their shape, whose peak is 1.
  private func rates(of subject: RuleSubject, _ c: RuleCase) -> [Double] {
    guard a.heldRate != nil || b.heldRate != nil else { return c.rates }
    let domain = subject.domains.first { $0.key == subject.rateKey }
    guard let own = subject.heldRate ?? domain.flatMap({ Double($0.standard) }) else {
      return c.rates
    }
    let peak = c.rates.map(abs).max() ?? 0
    return c.rates.map { peak == 0 ? $0 : own * ($0 / peak) }
  }

  /// The fingerprints at the first rule's defaults, side by side.
  func rows(seed: UInt64) -> [RuleDifference.Row] {
    let settings = subject.completed(nil)
    guard let first = try? Fingerprint(of: a, settings: settings, seed: seed).cells,
      let second = try? Fingerprint(of: b, settings: settings, seed: seed).cells
    else { return [] }
    let labels =
      first.map(\.label)
      + second.map(\.label).filter { label in
        !first.contains { $0.label == label }
      }
    return labels.map { label in
      func text(_ cells: [Fingerprint.Cell]) -> String {
        cells.first { $0.label == label }?.text ?? "-"
      }
      return RuleDifference.Row(label: label, first: text(first), second: text(second))
    }
  }
}
