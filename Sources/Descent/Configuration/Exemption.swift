/// A law that a type is known to break, with the reason why this is not a bug; declared by its author.
///
/// ```swift
/// static let exemptions = [
///   Exemption(
///     law: "P14", settings: ["decoupled": "true"], reason: "decay is beside the rate",
///     reference: "Loshchilov and Hutter, ICLR 2019, Algorithm 2")
/// ]
/// ```
/// An exemption covers the law at these settings only and is printed with every verdict. It is itself a
/// failure if the law holds at these settings.
public struct Exemption: Sendable, Hashable, Codable {
  /// The identifier of the law, as `descent list laws` prints it.
  public let law: String
  /// Hyperparameters by key, with the texts of their values, at which the law is broken; empty if it is
  /// broken at all values.
  public let settings: [String: String]
  /// Why breaking the law is not a bug.
  public let reason: String
  /// A public reference for the reason: a paper, an issue or documentation.
  public let reference: String

  /// Creates an exemption at the given settings, or at all settings if none are given.
  public init(law: String, settings: [String: String] = [:], reason: String, reference: String) {
    self.law = law
    self.settings = settings
    self.reason = reason
    self.reference = reference
  }
}
