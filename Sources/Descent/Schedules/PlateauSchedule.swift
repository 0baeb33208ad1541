/// A schedule whose rate is cut whenever the loss stops falling, times another schedule.
///
/// The factor is no function of the step: a run asks the reducer after every step (with mini-batches
/// after every epoch) and stores its state. It can therefore only be the outermost schedule.
public struct PlateauSchedule: Schedule {
  /// What cuts the rate.
  public let reducer: ReduceOnPlateau
  /// The schedule that the cuts multiply.
  public let base: any Schedule

  /// A schedule with cuts.
  public init(_ reducer: ReduceOnPlateau, of base: any Schedule = Constant()) {
    self.reducer = reducer
    self.base = base
  }

  /// The factor before any cut.
  public func factor(at step: Int) -> Double { base.factor(at: step) }

  /// It never settles: a cut may come at any time.
  public var horizon: Int? { nil }

  public var specification: Specification {
    var specification = reducer.specification
    specification.values.append(Setting("of", .nested(base.specification)))
    return specification
  }
}
