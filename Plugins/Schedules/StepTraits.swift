import Descent

extension StepDecay: ScheduleTraitDeclaring {
  public var traits: ScheduleTraits {
    var traits = ScheduleTraits(
      endpoints: [.init(1, 1), .init(period, 1)], peak: ScheduleTraits.falling)
    if period < .max / 2 {
      traits.endpoints += [.init(period + 1, gamma), .init(2 * period, gamma)]
      traits.shape = [.init(2 * period + 1, gamma * gamma)]
    }
    traits.times = ["period"]
    traits.timeScales = [.init(origin: 1)]
    return traits
  }
}

extension MultiStep: ScheduleTraitDeclaring {
  public var traits: ScheduleTraits {
    var traits = ScheduleTraits(endpoints: [.init(1, 1)], peak: ScheduleTraits.falling)
    for (cuts, milestone) in milestones.enumerated() {
      traits.endpoints.append(.init(milestone, .pow(gamma, cuts)))
      if milestone < .max { traits.endpoints.append(.init(milestone + 1, .pow(gamma, cuts + 1))) }
    }
    if milestones.count > 1 {
      let middle = milestones[0] + (milestones[1] - milestones[0] + 1) / 2
      traits.shape = [.init(middle, gamma)]
    }
    traits.times = ["milestones"]
    traits.timeScales = [.init(origin: 1)]
    return traits
  }
}
