import Descent

extension Constant: ScheduleTraitDeclaring {
  public var traits: ScheduleTraits {
    var traits = ScheduleTraits(
      endpoints: [.init(1, 1), .init(.max, 1)], peak: ScheduleTraits.falling)
    traits.shape = [.init(1000, 1)]
    traits.slope = 0
    traits.halfTurn = 1...100
    return traits
  }
}

extension Exponential: ScheduleTraitDeclaring {
  public var traits: ScheduleTraits {
    var traits = ScheduleTraits(
      endpoints: [.init(1, 1), .init(2, gamma)], peak: ScheduleTraits.falling)
    traits.shape = [.init(4, gamma * gamma * gamma)]
    traits.slope = 1 - gamma
    return traits
  }
}
