/// A law that something is known to break, and why that is no mistake: what its author says in its file.
///
/// ```swift
/// static let exemptions = [
///   Exemption(
///     law: "P14", settings: ["decoupled": "true"], reason: "decay is beside the rate",
///     reference: "Loshchilov and Hutter, ICLR 2019, Algorithm 2")
/// ]
/// ```
/// It covers the law at these settings and nowhere else, is printed with every verdict, and is a failure
/// itself where the law holds there.
public struct Exemption: Sendable, Hashable, Codable {
  /// The identifier of the law, as `descent list laws` prints it.
  public let law: String
  /// Hyperparameters by key, with the texts of their values, at which the law is broken; empty if it is
  /// broken whatever they are.
  public let settings: [String: String]
  /// Why that is no mistake.
  public let reason: String
  /// Where that is said in public: a paper, an issue, documentation.
  public let reference: String

  /// An exemption at some settings; at all, if none are given.
  public init(law: String, settings: [String: String] = [:], reason: String, reference: String) {
    self.law = law
    self.settings = settings
    self.reason = reason
    self.reference = reference
  }
}
