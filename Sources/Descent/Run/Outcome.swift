/// Why a run ended. Not an error: a diverged run has done what was asked of it.
public enum Outcome: Sendable, Hashable {
  /// The gradient norm fell to the tolerance.
  case gradientTolerance(step: Int)
  /// The loss fell to the target.
  case target(step: Int)
  /// All steps or epochs that were asked for are done.
  case stepLimit(step: Int)
  /// The loss stopped improving.
  case plateau(step: Int)
  /// At this step the loss or the gradient became infinite or NaN, or the loss passed the bound. The
  /// run keeps the last point before it.
  case diverged(step: Int)

  public var step: Int {
    switch self {
    case .gradientTolerance(let step), .target(let step), .stepLimit(let step),
      .plateau(let step), .diverged(let step):
      step
    }
  }

  /// The word that JSON and tables use.
  public var kind: String {
    switch self {
    case .gradientTolerance: "gradient_tolerance"
    case .target: "target"
    case .stepLimit: "step_limit"
    case .plateau: "plateau"
    case .diverged: "diverged"
    }
  }
}
