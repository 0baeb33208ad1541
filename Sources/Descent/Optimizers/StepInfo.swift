/// The information that a rule gets about a step besides the gradient and its own state.
public struct StepInfo: Sendable, Hashable {
  /// The learning rate of this step.
  public var rate: Double
  /// The learning rate before the schedule.
  public var baseRate: Double
  /// The objective at the parameters; NaN unless the rule needs ``Needs/value`` and the caller
  /// provides it.
  public var value: Double
  /// The number of the step, from 1; 0 unless the rule needs ``Needs/step``.
  public var step: Int
  /// The largest number of updates of the run; nil if unknown.
  public var horizon: Int?
  /// The seed of the run.
  public var seed: UInt64
  /// The number of examples behind the gradient (1 where there are none).
  public var weight: Double

  /// Creates the information about a step from its arguments.
  @inlinable
  public init<T>(_ arguments: StepArguments<T>) {
    rate = arguments.rate
    baseRate = arguments.baseRate
    value = arguments.value
    step = arguments.step
    horizon = arguments.horizon
    seed = arguments.seed
    weight = arguments.weight
  }
}
