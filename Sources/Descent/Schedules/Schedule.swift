/// The change of the learning rate over a run, as a pure function of the step.
///
/// The rate of step `t` is the optimizer's learning rate times `factor(at: t)`, so a schedule
/// defines the *shape* and the optimizer the *size*. Steps count from 1, as in the papers.
public protocol Schedule: Sendable {
  /// The factor of step `step`, for every `step ≥ 1`: finite and not negative, also past the horizon.
  func factor(at step: Int) -> Double

  /// The number of steps after which the factor is constant, or nil if it never is.
  var horizon: Int? { get }

  /// The name and every resolved hyperparameter.
  var specification: Specification { get }
}

/// A schedule with a hyperparameter `horizon`, the number of steps to its end. If it is not given on
/// the command line, it is the length of the run.
public protocol FiniteSchedule: Schedule {
  var horizon: Int { get }
}

extension FiniteSchedule {
  public var horizon: Int? {
    let steps: Int = horizon
    return steps
  }
}
