import Descent
import DescentLaws
import DescentRules
import MutantKit
import ScheduleFreePlugin

/// Common mistakes in implementations of schedule-free gradient descent.
package enum ScheduleFreeSGDMutants: RuleMutants {
  package static var host: RuleSubject { WrongPointRule<NoPointSlip<ScheduleFreeSGD>>.subject }

  package static let all: [Mutant] = [
    WrongPointRule<PresentRateWeight>.mutant(PresentRateWeight.bug),
    WrongPointRule<SwappedPoints>.mutant(SwappedPoints.bug),
    WrongPointRule<EarlyPower>.mutant(EarlyPower.bug),
    WrongPointRule<UnwiredDecayPlace>.mutant(UnwiredDecayPlace.bug),
    WrongPointRule<DescendedAtAverage>.mutant(DescendedAtAverage.bug),
  ]
}

protocol ScheduleFreeSGDSlip: PointSlip where Rule == ScheduleFreeSGD {}

enum PresentRateWeight: ScheduleFreeSGDSlip {
  static let bug = Bug("weights are of the rate at hand, not of the largest", killedBy: "O1")
  static func constants(
    rate: Double, counters: inout Counters, _ rule: ScheduleFreeSGD
  ) -> ScheduleFreeStep {
    let sum = counters[2]
    var step = rule.constants(rate: rate, counters: &counters)
    let weight = Double.pow(counters[0], rule.r) * .pow(step.rate, rule.weightLrPower)
    counters[2] = sum + weight
    step.share = quotient(weight, counters[2])
    return step
  }
}

enum SwappedPoints: ScheduleFreeSGDSlip {
  static let bug = Bug("β of the descended point, 1 − β of the average", killedBy: "O1")
  static func settings(_ rule: ScheduleFreeSGD) -> ScheduleFreeSGD {
    var rule = rule
    rule.momentum = 1 - rule.momentum
    return rule
  }
}

enum EarlyPower: ScheduleFreeSGDSlip {
  static let bug = Bug("the power of a weight is of t − 1: off by one", killedBy: "O1")
  static func constants(
    rate: Double, counters: inout Counters, _ rule: ScheduleFreeSGD
  ) -> ScheduleFreeStep {
    let sum = counters[2]
    var step = rule.constants(rate: rate, counters: &counters)
    let weight = Double.pow(counters[0] - 1, rule.r)
    counters[2] = sum + weight
    step.share = quotient(weight, counters[2])
    return step
  }
}

enum UnwiredDecayPlace: ScheduleFreeSGDSlip {
  static let bug = Bug("decay_at_z is not wired", killedBy: "P12")
  static func settings(_ rule: ScheduleFreeSGD) -> ScheduleFreeSGD {
    var rule = rule
    rule.decayAtZ = false
    return rule
  }
}

enum DescendedAtAverage: ScheduleFreeSGDSlip {
  static let bug = Bug("descends from the average, not from z", killedBy: "O1")
  static func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: ScheduleFreeStep,
    _ rule: ScheduleFreeSGD
  ) {
    if !c.isFirst { s[0] = s[1] }
    rule.update(&x, gradient: g, state: &s, c)
  }
}
