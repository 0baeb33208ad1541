import Descent

extension Cosine: ScheduleTraitDeclaring {
  public var traits: ScheduleTraits {
    var traits = ScheduleTraits.fall(from: 1, to: floor, over: horizon, times: ["horizon"])
    traits.slope = (1 - floor) * .pi / 2 / Double(horizon)
    if horizon < .max { traits.halfTurn = 1...(horizon + 1) }
    // cos 60° = ½.
    if horizon % 3 == 0 { traits.shape = [.init(horizon / 3 + 1, floor + (1 - floor) * 0.75)] }
    return traits
  }
}

extension SGDR: ScheduleTraitDeclaring {
  public var traits: ScheduleTraits {
    var traits = ScheduleTraits(endpoints: [.init(1, 1)])
    traits.times = ["period"]
    traits.timeScales = [.init(origin: 1, steps: 1...(1 << 20))]
    let (second, overflow) = period.multipliedReportingOverflow(by: multiplier)
    if !overflow, second < .max / 4 {
      traits.endpoints += [.init(period + 1, 1), .init(period + second + 1, 1)]
    }
    if period % 3 == 0 { traits.shape = [.init(period / 3 + 1, floor + (1 - floor) * 0.75)] }
    // In the first period the half-cosine is symmetric about its middle.
    if period > 2 { traits.halfTurn = 2...period }
    return traits
  }
}
