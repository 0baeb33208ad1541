import Descent

extension Rprop {
  /// What happens where the sign changes.
  public enum Variant: String, CaseIterable, WordHyperparameter {
    /// The gradient counts as 0, now and at the next step.
    case irpropMinus = "irprop_minus"
    /// A step of the smaller size.
    case rpropMinus = "rprop_minus"
    /// The last move is taken back, and the gradient counts as 0 at the next step.
    case rpropPlus = "rprop_plus"
    /// The last move is taken back if the value has risen; the gradient counts as 0, now and at the next
    /// step.
    case irpropPlus = "irprop_plus"
  }

  /// Whether a move may be taken back.
  public var keepsMove: Bool { variant == .rpropPlus || readsValue }
  /// Whether it is taken back only where the value has risen.
  public var readsValue: Bool { variant == .irpropPlus }
}
