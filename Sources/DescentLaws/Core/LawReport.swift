import Descent

/// What became of one law on one subject.
package struct LawReport: Sendable, Codable {
  package enum Outcome: Sendable, Codable {
    case passed
    case inapplicable(String)
    case failed(Counterexample)
    /// The case breaks the law, but that the law applies was only found by probing, and declared by
    /// nobody: it is the finding that was wrong.
    case refuted(Counterexample)
    /// The case breaks the law, and an exemption says why that is no mistake.
    case exempt(Exemption, Counterexample)
    /// The case breaks the law, and no longer does where each of its numbers moves by one unit in the
    /// last place: rounding that is amplified there, and no rejection.
    case unstable(Counterexample)
  }

  package let law: LawCard
  package let subject: String
  package let outcome: Outcome
  /// Cases drawn, and how many of them the law spoke of.
  package let cases: Int
  package let applied: Int
  /// Why most of the others were passed over.
  package let skipReason: String?

  package var hasFailed: Bool {
    if case .failed = outcome { true } else { false }
  }

  /// Whether the law passed, yet on less than a tenth of the cases.
  package var isThin: Bool {
    if case .passed = outcome { applied * 10 < cases } else { false }
  }

  /// The case that breaks the law, whatever that means for the subject.
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

/// Thrown within a law where it does not speak of the subject.
package struct Inapplicable: Error {
  package let reason: String
  package init(_ reason: String) { self.reason = reason }
}
