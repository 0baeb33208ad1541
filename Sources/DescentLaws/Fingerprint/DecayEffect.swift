/// The observed effect of a weight decay.
package struct DecayEffect: Sendable, Hashable {
  package enum Kind: String, Sendable {
    /// It changes nothing.
    case dead
    /// Without gradient the first step multiplies x by 1 − ηλ.
    case timesRate = "1-lr wd"
    /// Without gradient the first step multiplies x by 1 − λ.
    case plain = "1-wd"
    /// It acts through the rule's memory or scaling.
    case gradient
  }

  /// The key of its hyperparameter.
  package let key: String
  package let kind: Kind
  /// The run with decay equals the run without it on gradients g + λx.
  package let isCoupled: Bool
  /// Each move is the move without decay minus ηλx.
  package let isDecoupled: Bool
}
