import Descent

extension Exponential: ScheduleTraitDeclaring {
  public var traits: ScheduleTraits {
    var traits = ScheduleTraits(
      endpoints: [.init(1, 1), .init(2, gamma)], peak: ScheduleTraits.falling)
    traits.shape = [.init(4, gamma * gamma * gamma)]
    traits.slope = 1 - gamma
    return traits
  }
}
