/// What a law says of one case.
package enum Verdict: Sendable {
  case holds
  /// The law does not speak of such a subject: a trait is not declared, a hyperparameter is missing.
  case inapplicable(String)
  /// The law speaks of such a subject, but this case misses a precondition.
  case skipped(String)
  case violated(Violation)
}

/// Where two things that a law says are equal (or ordered) are not.
package struct Violation: Sendable, Hashable, Codable {
  /// What happened, in words: "step 2, coordinate 0".
  package let message: String
  /// What the law promises there, if it is a number.
  package let expected: Double?
  /// What was found there.
  package let found: Double?

  package init(_ message: String, expected: Double? = nil, found: Double? = nil) {
    // The sign of a NaN is the processor's; words have none.
    self.message = message.replacing("-nan", with: "nan")
    self.expected = expected
    self.found = found
  }
}

extension Violation: CustomStringConvertible {
  package var description: String {
    guard let expected, let found else { return message }
    return "\(message): expected \(expected.exactText), found \(found.exactText)"
  }
}

extension Verdict {
  /// A violation, in short.
  package static func violated(
    _ message: String, expected: Double? = nil, found: Double? = nil
  ) -> Verdict { .violated(Violation(message, expected: expected, found: found)) }

  /// Whether the law was broken.
  package var isViolation: Bool {
    if case .violated = self { true } else { false }
  }
}
