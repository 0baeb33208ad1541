/// The constant schedule: the optimizer's learning rate at every step. The default of a run.
public struct Constant: Schedule, Configurable {
  public init() {}

  public static let card = Card(
    name: "constant", summary: "the same rate at every step", formula: "s(t) = 1",
    source: "gradient descent as Cauchy wrote it, 1847")

  public func factor(at step: Int) -> Double { 1 }
  public var horizon: Int? { 0 }
}

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

/// The schedule that changes nothing.
@available(*, deprecated, renamed: "Constant")
public typealias Unscheduled = Constant
