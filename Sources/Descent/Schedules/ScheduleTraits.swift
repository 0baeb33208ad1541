/// A schedule whose author declares its properties, which the laws then test.
public protocol ScheduleTraitDeclaring: Schedule {
  /// The properties of this schedule at its current hyperparameters.
  var traits: ScheduleTraits { get }
}

/// Properties of a schedule at given hyperparameters. The default value of each trait claims
/// nothing, so a law that needs the trait does not apply.
public struct ScheduleTraits: Sendable {
  /// The factor of one step.
  public struct Value: Sendable, Hashable {
    /// The step, from 1.
    public let step: Int
    /// The factor there.
    public let factor: Double

    /// Creates the factor of a step.
    public init(_ step: Int, _ factor: Double) {
      self.step = step
      self.factor = factor
    }
  }

  /// The steps on which the schedule is m times as slow if all its lengths are multiplied by m: `k`
  /// steps after the origin (0 or 1) become `mk`.
  public struct TimeScale: Sendable, Hashable {
    /// The step from which steps are counted, 0 or 1.
    public let origin: Int
    /// The steps for which the scaling holds.
    public let steps: ClosedRange<Int>

    /// Creates a scaling from an origin, for a range of steps.
    public init(origin: Int, steps: ClosedRange<Int> = 1...(.max)) {
      self.origin = origin
      self.steps = steps
    }
  }

  /// The largest factor that may occur.
  public var maximum: Double
  /// Factors at the first step, at the joints, at the horizon and past it.
  public var endpoints: [Value]
  /// Factors at steps in between, which distinguish the shape from others with the same
  /// endpoints.
  public var shape: [Value] = []
  /// Up to the first of these steps, the factor does not fall; from the last on, it does not
  /// rise; nil if it rises and falls repeatedly.
  public var peak: ClosedRange<Int>?
  /// The largest difference between the factors of neighbouring steps; nil if there are jumps.
  public var slope: Double?
  /// The range a…b of steps whose factors are symmetric under a half-turn about the middle:
  /// `s(a + k) + s(b − k) = s(a) + s(b)`.
  public var halfTurn: ClosedRange<Int>?
  /// The keys of the hyperparameters that are numbers of steps.
  public var times: [String] = []
  /// The steps on which the schedule scales with its times.
  public var timeScales: [TimeScale] = []

  /// Creates traits; omitted ones are not claimed.
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

  /// The traits that still hold if the schedule starts after some steps of another one.
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
