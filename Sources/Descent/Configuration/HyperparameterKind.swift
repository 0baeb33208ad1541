/// The role of a hyperparameter, independent of its name: laws look up kinds and never keys.
///
/// ```swift
/// @Hyperparameter("decay of the first moment", in: 0..<1, kind: .firstMomentDecay)
/// public var rho1 = 0.9
/// ```
/// A law that needs a kind does not apply to a rule that declares no hyperparameter of this kind.
/// Several hyperparameters may be of one kind. How weight decay acts is a trait
/// (``RuleTraits/Decay``), because it may depend on another hyperparameter.
public enum HyperparameterKind: String, Sendable, Hashable, CaseIterable {
  /// Multiplies every move. The property `learningRate` has this kind by default.
  case learningRate = "learning rate"
  /// The decay of a running mean of gradients, in [0, 1).
  case firstMomentDecay = "decay of a first moment"
  /// The decay of a running mean of squared gradients, in [0, 1).
  case secondMomentDecay = "decay of a second moment"
  /// ε: added to a denominator, so that it is not 0.
  case stabilizer
  /// The initial value of a sum of squared gradients.
  case initialAccumulator = "initial accumulator"
  /// The decay of a velocity, a sum of past moves, in [0, 1).
  case momentum
  /// The share that is held back of each gradient that enters a velocity: the factor is 1 −
  /// dampening.
  case dampening
  /// A switch: the move looks ahead by one velocity.
  case nesterov
  /// A switch: the squared mean is subtracted from the mean square.
  case centering
  /// A switch: the largest second moment so far is used (AMSGrad).
  case maximum
  /// A switch: the objective is maximized.
  case maximize
  /// The decay of the rate with time.
  case rateDecay = "decay of the rate"
  /// λ, the coefficient of weight decay.
  case weightDecay = "weight decay"

  /// Whether the hyperparameter is true or false.
  public var isSwitch: Bool {
    switch self {
    case .nesterov, .centering, .maximum, .maximize: true
    default: false
    }
  }

  /// The text of the value at which a hyperparameter of this kind has no effect or keeps no
  /// memory; nil for the rate.
  public var neutralText: String? {
    self == .learningRate ? nil : isSwitch ? "false" : "0"
  }
}
