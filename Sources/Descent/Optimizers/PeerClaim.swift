/// That a rule equals another one at certain settings: "momentum with momentum = 0 is sgd".
///
/// The law of peers (R4) steps both side by side. The other rule is named, and found among those
/// that are registered, since a plugin sees the kernel only.
public struct PeerClaim: Sendable {
  /// What is claimed, in words.
  public let claim: String
  /// The name of the other rule.
  public let peer: String
  /// What the claim sets of the rule's own hyperparameters.
  public let own: [String: String]
  /// If set, the claim holds for the first `steps` steps only.
  public let steps: Int?
  /// The other rule's settings, from the rule's own; a key without a value is left at its default.
  public let settings: @Sendable (Specification) -> [String: String?]
  /// The other rule's rate at a step (from 1), as a multiple of the rule's own.
  public let rateFactor: @Sendable (_ own: Specification, _ step: Int) -> Double

  /// A claim that a rule at some settings is a peer at others.
  public init(
    _ claim: String, peer: String, own: [String: String] = [:], steps: Int? = nil,
    rateFactor: @escaping @Sendable (_ own: Specification, _ step: Int) -> Double = { _, _ in 1 },
    settings: @escaping @Sendable (Specification) -> [String: String?]
  ) {
    (self.claim, self.peer, self.own, self.steps) = (claim, peer, own, steps)
    (self.settings, self.rateFactor) = (settings, rateFactor)
  }
}

/// A rule whose author names the rules that it must equal.
public protocol PeerDeclaring: ConfigurableOptimizer {
  /// Which rules it equals, at which settings.
  static var peers: [PeerClaim] { get }
}
