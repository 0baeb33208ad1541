import Descent

extension Rprop {
  /// What happens if the sign of a coordinate's gradient changes.
  public enum Variant: String, CaseIterable, WordHyperparameter {
    /// The gradient counts as 0, now and at the next step.
    case irpropMinus = "irprop_minus"
    /// The coordinate moves by the reduced step size.
    case rpropMinus = "rprop_minus"
    /// The last move is taken back, and the gradient counts as 0 at the next step.
    case rpropPlus = "rprop_plus"
    /// The last move is taken back if the value has risen; the gradient counts as 0, now and at the next
    /// step.
    case irpropPlus = "irprop_plus"
  }

  /// Whether a move may be taken back.
  public var keepsMove: Bool { variant == .rpropPlus || readsValue }
  /// Whether a move is taken back only if the value has risen.
  public var readsValue: Bool { variant == .irpropPlus }

  /// The bound of the product of two signs below which something happens: if the sign changes, or never.
  func below(_ isOn: Bool) -> Double { isOn ? 0 : -2 }
}
