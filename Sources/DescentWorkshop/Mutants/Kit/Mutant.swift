import DescentLaws

/// A deliberately wrong rule, wrapper, schedule or problem, and the law that must reject it.
package struct Mutant: Sendable {
  /// The name of its type.
  package let name: String
  /// The name of the subject that it claims to be: "adam", "clipping", "cosine".
  package let original: String
  /// The bug, and where it occurred in public, if it did: "no bias correction (ml-explore/mlx #1640)".
  package let bug: String
  /// The identifier of the law that must reject it; other laws may reject it, too.
  package let killer: String
  /// Every law's report on it.
  package let reports: @Sendable (_ cases: Int, _ seed: UInt64) -> [LawReport]
  /// The wrong update rule; nil if the mutant is not a rule that takes the settings of the right one.
  package let subject: RuleSubject?
  /// The report of only the law that must reject it, which is quicker than all reports; nil if there is no
  /// such law.
  package let report: @Sendable (_ cases: Int, _ seed: UInt64) -> LawReport?

  package init(
    name: String, original: String, bug: String, killer: String, subject: RuleSubject? = nil,
    reports: @escaping @Sendable (_ cases: Int, _ seed: UInt64) -> [LawReport],
    report: (@Sendable (_ cases: Int, _ seed: UInt64) -> LawReport?)? = nil
  ) {
    self.name = name
    self.original = original
    self.bug = bug
    self.killer = killer
    self.subject = subject
    self.reports = reports
    self.report =
      report ?? { cases, seed in reports(cases, seed).first { $0.law.id == killer } }
  }

  /// A wrong update rule. The battery sees it as the rule that it claims to be.
  package static func rule(
    _ subject: RuleSubject, of original: String, _ bug: String, killedBy killer: String
  ) -> Mutant {
    Mutant(
      name: subject.name, original: original, bug: bug, killer: killer, subject: subject,
      reports: { cases, seed in
        RuleLaws.all.map { $0.search(subject, cases: cases, seed: seed, shrinks: false) }
      },
      report: { cases, seed in
        RuleLaws.all.first { $0.card.id == killer }?.search(
          subject, cases: cases, seed: seed, shrinks: false)
      })
  }
}
