import Descent

extension Warmup: ScheduleTraitDeclaring {
  public var traits: ScheduleTraits {
    var traits = ScheduleTraits(
      endpoints: [.init(1, 1 / Double(max(1, steps))), .init(max(1, steps), 1), .init(.max, 1)],
      peak: ScheduleTraits.rising)
    traits.slope = 1 / Double(max(1, steps))
    if steps > 1 { traits.halfTurn = 1...steps }
    traits.shape = [.init(max(1, steps / 2), steps > 1 ? Double(steps / 2) / Double(steps) : 1)]
    traits.times = ["steps"]
    traits.timeScales = [.init(origin: 0)]
    return traits
  }
}

extension InverseSquareRoot: ScheduleTraitDeclaring {
  public var traits: ScheduleTraits {
    let top = max(1, warmup)
    var traits = ScheduleTraits(
      endpoints: [.init(1, 1 / Double(top)), .init(top, 1)], peak: top...top)
    // 1 − √(W/(W + 1)) is at most 1/(2W); With W = 1 the rise has no steps.
    traits.slope = 1 / Double(top)
    if top < .max / 4 { traits.shape = [.init(4 * top, 0.5)] }
    traits.times = ["warmup"]
    // Without a warm-up the decay's unit of time is one step, which does not scale.
    traits.timeScales = warmup > 0 ? [.init(origin: 0)] : []
    return traits
  }
}
