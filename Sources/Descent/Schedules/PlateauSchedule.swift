/// A schedule that cuts the rate whenever the loss stops falling, times another schedule.
///
/// The factor of the cuts is not a function of the step: a run updates the reducer after every step
/// (with mini-batches, after every epoch) and stores its state. So it can only be the outermost
/// schedule.
public struct PlateauSchedule: Schedule {
  /// The rule that cuts the rate.
  public let reducer: ReduceOnPlateau
  /// The schedule that the cuts multiply.
  public let base: any Schedule

  /// Creates a schedule with cuts.
  public init(_ reducer: ReduceOnPlateau, of base: any Schedule = Constant()) {
    self.reducer = reducer
    self.base = base
  }

  /// The factor before any cut.
  public func factor(at step: Int) -> Double { base.factor(at: step) }

  /// Nil, because the rate may be cut at any time.
  public var horizon: Int? { nil }

  public var specification: Specification {
    var specification = reducer.specification
    specification.values.append(Setting("of", .nested(base.specification)))
    return specification
  }
}
