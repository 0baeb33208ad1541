import Descent

/// The outcome of one law on one subject.
package struct LawReport: Sendable, Codable {
  package enum Outcome: Sendable, Codable {
    case passed
    case inapplicable(String)
    case failed(Counterexample)
    /// The case breaks the law, but the law applies only because of a trait found by probing and not
    /// declared, so that the finding was wrong.
    case refuted(Counterexample)
    /// The case breaks the law, and an exemption explains why that is not a mistake.
    case exempt(Exemption, Counterexample)
    /// The case breaks the law, but no longer does after its numbers move by one unit in the last place. The
    /// violation is amplified rounding, and is not a rejection.
    case unstable(Counterexample)
  }

  package let law: LawCard
  package let subject: String
  package let outcome: Outcome
  /// The number of cases drawn, and in `applied` the number of them that the law applied to.
  package let cases: Int
  package let applied: Int
  /// The most frequent reason for skipping the others.
  package let skipReason: String?

  package var hasFailed: Bool {
    if case .failed = outcome { true } else { false }
  }

  /// Whether the law passed but applied to less than a tenth of the cases.
  package var isThin: Bool {
    if case .passed = outcome { applied * 10 < cases } else { false }
  }

  /// The case that breaks the law, whether or not it counts as a failure of the subject.
  package var counterexample: Counterexample? {
    switch outcome {
    case .passed, .inapplicable: nil
    case .failed(let found), .refuted(let found), .unstable(let found): found
    case .exempt(_, let found): found
    }
  }

  /// The report with another outcome.
  func becoming(_ outcome: Outcome) -> LawReport {
    LawReport(
      law: law, subject: subject, outcome: outcome, cases: cases, applied: applied,
      skipReason: skipReason)
  }
}

/// The smallest case found that breaks a law.
package struct Counterexample: Sendable, Codable {
  package let violation: Violation
  /// The case, at most eight lines.
  package let text: String
  /// The same on one line, for `--replay`; empty if there is no case.
  package let replayText: String
  package let seed: UInt64
  /// The number of the case that was drawn, from 0; nil if it was given.
  package let index: Int?
  /// How many cases shrinking evaluated.
  package let evaluations: Int
}

/// Thrown by a law that does not apply to the subject.
package struct Inapplicable: Error {
  package let reason: String
  package init(_ reason: String) { self.reason = reason }
}
