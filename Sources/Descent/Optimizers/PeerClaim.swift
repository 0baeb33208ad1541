/// A claim that a rule equals another rule at certain settings: "momentum with momentum = 0 is
/// sgd".
///
/// The law of peers (R4) steps both side by side. The other rule is looked up by name in the
/// registry, because a plugin sees the kernel only.
public struct PeerClaim: Sendable {
  /// The claim in words.
  public let claim: String
  /// The name of the other rule.
  public let peer: String
  /// The values of the rule's own hyperparameters at which the claim holds.
  public let own: [String: String]
  /// If set, the claim holds for the first `steps` steps only.
  public let steps: Int?
  /// The other rule's settings, given the rule's own; a key with the value nil keeps its default.
  public let settings: @Sendable (Specification) -> [String: String?]
  /// The other rule's rate at a step (from 1), as a multiple of the rule's own.
  public let rateFactor: @Sendable (_ own: Specification, _ step: Int) -> Double

  /// Creates a claim that a rule at some settings equals another rule.
  public init(
    _ claim: String, peer: String, own: [String: String] = [:], steps: Int? = nil,
    rateFactor: @escaping @Sendable (_ own: Specification, _ step: Int) -> Double = { _, _ in 1 },
    settings: @escaping @Sendable (Specification) -> [String: String?]
  ) {
    (self.claim, self.peer, self.own, self.steps) = (claim, peer, own, steps)
    (self.settings, self.rateFactor) = (settings, rateFactor)
  }
}

/// A rule whose author declares the rules that it must equal.
public protocol PeerDeclaring: ConfigurableOptimizer {
  /// The rules that it equals, with the settings.
  static var peers: [PeerClaim] { get }
}
