/// A schedule whose author states what is true of it, for the law battery to hold it to.
public protocol ScheduleTraitDeclaring: Schedule {
  /// What is true of this schedule at its present hyperparameters.
  var traits: ScheduleTraits { get }
}

/// What is true of a schedule at given hyperparameters. The neutral value of each trait claims
/// nothing, so a law that needs the trait does not apply.
public struct ScheduleTraits: Sendable {
  /// The factor of one step.
  public struct Value: Sendable, Hashable {
    /// The step, from 1.
    public let step: Int
    /// The factor there.
    public let factor: Double

    /// A factor at a step.
    public init(_ step: Int, _ factor: Double) {
      self.step = step
      self.factor = factor
    }
  }

  /// Steps on which lengths times m make the schedule m times as slow: from the origin (0 or 1) on,
  /// `k` steps become `mk`.
  public struct TimeScale: Sendable, Hashable {
    /// What the number of steps counts from.
    public let origin: Int
    /// The steps for which it holds.
    public let steps: ClosedRange<Int>

    /// A scaling from an origin on, for some steps.
    public init(origin: Int, steps: ClosedRange<Int> = 1...(.max)) {
      self.origin = origin
      self.steps = steps
    }
  }

  /// The largest factor that may occur.
  public var maximum: Double
  /// Factors at the first step, at the joints, at the horizon and past it.
  public var endpoints: [Value]
  /// Factors in between, which tell a shape from others with the same ends.
  public var shape: [Value] = []
  /// Up to the first of these steps the factor does not fall, from the last on it does not rise;
  /// nil if it does both again and again.
  public var peak: ClosedRange<Int>?
  /// The largest difference of two factors of neighbouring steps; nil if there are jumps.
  public var slope: Double?
  /// The factors of these steps go into themselves under a half-turn about the middle:
  /// `s(a + k) + s(b − k) = s(a) + s(b)`.
  public var halfTurn: ClosedRange<Int>?
  /// The keys of the hyperparameters that are numbers of steps.
  public var times: [String] = []
  /// Where the schedule scales with its times, and how.
  public var timeScales: [TimeScale] = []

  /// Traits; what is left out is not claimed.
  public init(maximum: Double = 1, endpoints: [Value] = [], peak: ClosedRange<Int>? = nil) {
    self.maximum = maximum
    self.endpoints = endpoints
    self.peak = peak
  }
}

extension ScheduleTraits {
  /// The peak of schedules that never rise.
  public static var falling: ClosedRange<Int> { 1...1 }
  /// The peak of schedules that never fall.
  public static var rising: ClosedRange<Int> { Int.max...Int.max }

  /// The traits of the schedule times a constant.
  func scaled(by scale: Double) -> Self {
    var traits = self
    traits.maximum *= scale
    traits.endpoints = endpoints.map { Value($0.step, scale * $0.factor) }
    traits.shape = shape.map { Value($0.step, scale * $0.factor) }
    traits.slope = slope.map { scale * $0 }
    return traits
  }

  /// What remains true after some steps of another schedule, if the schedule comes late.
  func delayed(by steps: Int) -> Self {
    var traits = ScheduleTraits(maximum: maximum)
    func later(_ values: [Value]) -> [Value] {
      values.compactMap { value in
        let (step, overflow) = value.step.addingReportingOverflow(steps)
        return overflow ? nil : Value(step, value.factor)
      }
    }
    traits.endpoints = later(endpoints)
    traits.shape = later(shape)
    traits.halfTurn = halfTurn.flatMap { range in
      range.upperBound > .max - steps
        ? nil : (range.lowerBound + steps)...(range.upperBound + steps)
    }
    return traits
  }
}
