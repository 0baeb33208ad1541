import Descent

extension ScheduleTraits {
  /// The traits of one continuous fall from the first step to an end after the horizon.
  static func fall(
    from start: Double, to end: Double, over horizon: Int, times: [String]
  ) -> ScheduleTraits {
    var traits = ScheduleTraits(
      maximum: max(start, end), endpoints: [Value(1, start)],
      peak: start < end ? rising : falling)
    if horizon < .max {
      traits.endpoints += [Value(horizon + 1, end), Value(.max, end)]
    }
    traits.times = times
    traits.timeScales = [TimeScale(origin: 1)]
    return traits
  }
}
