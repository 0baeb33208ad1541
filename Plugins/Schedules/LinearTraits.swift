import Descent

extension Linear: ScheduleTraitDeclaring {
  public var traits: ScheduleTraits {
    var traits = ScheduleTraits.fall(from: start, to: end, over: horizon, times: ["horizon"])
    traits.slope = abs(end - start) / Double(horizon)
    if horizon < .max { traits.halfTurn = 1...(horizon + 1) }
    let quarter = horizon / 4
    let taken = Double(quarter) / Double(horizon)
    traits.shape = [.init(quarter + 1, start + (end - start) * taken)]
    return traits
  }
}

extension Polynomial: ScheduleTraitDeclaring {
  public var traits: ScheduleTraits {
    var traits = ScheduleTraits.fall(from: 1, to: end, over: horizon, times: ["horizon"])
    // The slope is steepest at the first step or, for a power below 1, at the last.
    let fraction = 1 / Double(horizon)
    traits.slope = (1 - end) * (power >= 1 ? power * fraction : .pow(fraction, power))
    if power == 1, horizon < .max { traits.halfTurn = 1...(horizon + 1) }
    if horizon % 2 == 0 {
      traits.shape = [.init(horizon / 2 + 1, end + (1 - end) * .pow(0.5, power))]
    }
    return traits
  }
}
