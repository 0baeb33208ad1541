/// A law that a subject is known to break, and why that is not a bug.
///
/// The ledger of exemptions is one list, where everybody sees it; an exemption that is no longer
/// needed fails the tests.
public struct Exemption: Sendable, Hashable {
  public let subject: String
  public let law: String
  public let reason: String
  /// A public reference: a paper, an issue, documentation.
  public let reference: String

  public init(subject: String, law: String, reason: String, reference: String) {
    self.subject = subject
    self.law = law
    self.reason = reason
    self.reference = reference
  }
}

extension LawReport {
  /// The exemption that covers this report.
  public func exemption(in ledger: [Exemption]) -> Exemption? {
    ledger.first { $0.subject == subject && $0.law == law.id }
  }
}
