/// The reason why a run ended. Not an error: divergence is a valid result of a run.
public enum Outcome: Sendable, Hashable {
  /// The gradient norm fell to the tolerance.
  case gradientTolerance(step: Int)
  /// The loss fell to the target.
  case target(step: Int)
  /// All requested steps or epochs are done.
  case stepLimit(step: Int)
  /// The cost limit was reached.
  case costLimit(step: Int)
  /// The limit of examples was reached.
  case exampleLimit(step: Int)
  /// The time limit was reached.
  case timeLimit(step: Int)
  /// The loss stopped improving.
  case plateau(step: Int)
  /// At this step the loss or the gradient became infinite or NaN, or the loss passed the bound. The
  /// run keeps the last point before it.
  case diverged(step: Int)
  /// The loss or the gradient at the start is infinite or NaN: no step was taken.
  case notFiniteAtStart
  /// The rule stopped by its own test, after this many steps.
  case stopped(step: Int, reason: StopReason)
  /// The rule could not take the next step, after this many steps.
  case failed(step: Int, message: String)
  /// A visitor ended the run.
  case interrupted(step: Int)

  /// The number of steps taken.
  public var step: Int {
    switch self {
    case .gradientTolerance(let step), .target(let step), .stepLimit(let step),
      .costLimit(let step), .exampleLimit(let step), .timeLimit(let step), .plateau(let step),
      .diverged(let step), .stopped(let step, _), .failed(let step, _), .interrupted(let step):
      step
    case .notFiniteAtStart: 0
    }
  }

  /// The name used in JSON and tables.
  public var kind: String {
    switch self {
    case .gradientTolerance: "gradient_tolerance"
    case .target: "target"
    case .stepLimit: "step_limit"
    case .costLimit: "cost_limit"
    case .exampleLimit: "example_limit"
    case .timeLimit: "time_limit"
    case .plateau: "plateau"
    case .diverged: "diverged"
    case .notFiniteAtStart: "not_finite_at_start"
    case .stopped: "stopped"
    case .failed: "failed"
    case .interrupted: "interrupted"
    }
  }
}
