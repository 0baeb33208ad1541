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
    let options = RuleCaseOptions { if tolerating { $0.profiles = ordinary } }
    return RuleLaw(card, options: options) { [self] _, c in
      var (first, second) = (c, c)
      first.rule = a.completed(c.rule)
      second.rule = b.completed(c.rule)
      first.rates = rates(of: a, c)
      second.rates = rates(of: b, c)
      let (expected, found) = (try a.run(first), try b.run(second))
      guard tolerating else { return Comparison.exact(expected, found, "the points part") }
      return farthest.compare(expected, found, c)
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

  /// The fingerprints at the first rule's defaults, side by side. A setting that only one of the two has
  /// is held, so that each row is about what both can be.
  func rows(seed: UInt64) -> [RuleDifference.Row] {
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
      return RuleDifference.Row(label: label, first: text(first), second: text(second))
    }
  }

  /// A rule with the hyperparameters that both have; the others keep their defaults.
  private func common(_ rule: RuleSubject) -> RuleSubject {
    let own = rule.domains.filter { !subject.has($0.key) && $0.key != rule.rateKey }
    return rule.pinned(
      Dictionary(own.map { ($0.key, $0.standard) }, uniquingKeysWith: { $1 }))
  }
}
