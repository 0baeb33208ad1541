import Descent

/// Two rules as one subject, whose hyperparameters are the ones that both rules have.
struct RulePair {
  let a: RuleSubject
  let b: RuleSubject
  let subject: RuleSubject

  init(_ a: RuleSubject, _ b: RuleSubject) {
    self.a = a
    self.b = b
    subject = RuleSubject(
      name: a.name, domains: a.domains.filter { b.has($0.key) }.map(\.reachingFar)
    ) { settings in
      // Both must accept a case.
      _ = try b.make(b.completed(settings))
      return try a.make(a.completed(settings))
    }
  }

  /// The law that both give the same run.
  func law(_ regime: DifferenceRegime, tolerating: Bool, _ farthest: Farthest) -> RuleLaw {
    let card = LawCard(
      "same as " + b.name, "same rule", "both rules give the same points", catches: "differences")
    return RuleLaw(card, options: regime.options(tolerating: tolerating)) { [self] _, c in
      let (first, second) = (self.case(c, of: a), self.case(c, of: b))
      // Each rule is made right before it is run, because a crash is attributed to the rule made last.
      let makers = [{ try a.optimizer(first) }, { try b.optimizer(second) }]
      if regime == .beyond, a.heldRate == nil, b.heldRate == nil {
        return try ScaleReach([(a.driver, makers[0]), (b.driver, makers[1])], c).verdict
      }
      if regime == .vast {
        guard try makers.allSatisfy({ try Growth($0()).isLinear }) else {
          return .skipped("the cost of a rule grows faster than the number of coordinates")
        }
      }
      if regime == .late,
        try makers.contains(where: { try $0().asksObjective })
      {
        return .skipped("many steps of a rule that asks the objective")
      }
      let present = [.usual, .late].contains(regime) ? c.absences : nil
      let expected = try points(of: makers[0](), by: a.driver, first, present, regime)
      let found = try points(of: makers[1](), by: b.driver, second, present, regime)
      let verdict =
        tolerating
        ? farthest.compare(expected, found, c)
        : Comparison.exact(expected, found, "the points part")
      guard case .violated(let violation) = verdict else { return verdict }
      // A difference that one unit in the last place of the gradients can cause may be due to rounding.
      if tolerating, regime != .late {
        let distance = RunDeviation(expected, found, c.start, c.precision).size
        guard try distance > 32 * a.roundingSpread(first) else {
          return .skipped("rounding parts them")
        }
      }
      return .violated(
        violation.message + RuleCase.text(present), expected: violation.expected,
        found: violation.found)
    }
  }

  /// A case adapted to one of the two rules, with its own settings and its held rate.
  private func `case`(_ c: RuleCase, of rule: RuleSubject) -> RuleCase {
    var own = c
    own.rule = rule.completed(c.rule)
    own.rates = rates(of: rule, c)
    return own
  }

  /// The points after each step. In a late case every step begins at a given point (for even `aux` the
  /// origin, otherwise the case's forced point), because rounding that is fed back for thousands of steps
  /// would make equal rules differ.
  private func points(
    of rule: any Optimizer, by driver: any RuleDriver, _ c: RuleCase, _ present: [[Bool]]?,
    _ regime: DifferenceRegime
  ) throws -> [[Double]] {
    var request = TrajectoryRequest(c)
    request.present = present
    if regime == .late {
      let origin = c.start.map { _ in 0.0 }
      request.starts = c.gradients.indices.map { c.aux % 2 == 0 ? origin : c.forcedPoint($0) }
    }
    return try driver.trajectory(of: rule, request).points
  }

  /// The rates of a rule in a case: the rates of the case, unless the rate of one of the two rules is held.
  /// In that case the rule's own rate is multiplied by the case's rates, normalized to a peak of 1.
  private func rates(of subject: RuleSubject, _ c: RuleCase) -> [Double] {
    guard a.heldRate != nil || b.heldRate != nil else { return c.rates }
    let domain = subject.domains.first { $0.key == subject.rateKey }
    guard let own = subject.heldRate ?? domain.flatMap({ Double($0.standard) }) else {
      return c.rates
    }
    let peak = c.rates.map(abs).max() ?? 0
    return c.rates.map { peak == 0 ? $0 : own * ($0 / peak) }
  }

  /// The fingerprints at the first rule's defaults, side by side. A setting that only one of the rules has is
  /// held fixed, so that each row compares what both rules can do.
  func rows(seed: UInt64) -> [Difference.Row] {
    let settings = subject.completed(nil)
    guard let first = try? Fingerprint(of: common(a), settings: settings, seed: seed).cells,
      let second = try? Fingerprint(of: common(b), settings: settings, seed: seed).cells
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
      return Difference.Row(label: label, first: text(first), second: text(second))
    }
  }

  /// A rule with the hyperparameters that both have; the others keep their defaults.
  private func common(_ rule: RuleSubject) -> RuleSubject {
    let own = rule.domains.filter { !subject.has($0.key) && $0.key != rule.rateKey }
    return rule.pinned(
      Dictionary(own.map { ($0.key, $0.standard) }, uniquingKeysWith: { $1 }))
  }
}
