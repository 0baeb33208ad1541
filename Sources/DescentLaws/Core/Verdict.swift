/// The verdict of a law on one case.
package enum Verdict: Sendable {
  case holds
  /// The law does not apply to the subject, because a trait is not declared or a hyperparameter is missing.
  case inapplicable(String)
  /// The law applies to the subject, but this case does not satisfy a precondition.
  case skipped(String)
  case violated(Violation)
}

/// A place where two values that must be equal (or ordered) according to a law are not.
package struct Violation: Sendable, Hashable, Codable {
  /// What happened, in words: "step 2, coordinate 0".
  package let message: String
  /// The value that the law promises, if it is a number.
  package let expected: Double?
  /// The value that was found, if it is a number.
  package let found: Double?

  package init(_ message: String, expected: Double? = nil, found: Double? = nil) {
    // Drop the sign of NaN, because it depends on the processor.
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
  /// Shorthand for a violation.
  package static func violated(
    _ message: String, expected: Double? = nil, found: Double? = nil
  ) -> Verdict { .violated(Violation(message, expected: expected, found: found)) }

  /// Whether the law was broken.
  package var isViolation: Bool {
    if case .violated = self { true } else { false }
  }
}
