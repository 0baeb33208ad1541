import Descent
import DescentLaws
import DescentRules
import MutantKit
import ScheduleFreePlugin

/// Common mistakes in implementations of schedule-free AdamW.
package enum ScheduleFreeAdamWMutants: RuleMutants {
  package static var host: RuleSubject { WrongPointRule<NoPointSlip<ScheduleFreeAdamW>>.subject }

  package static let all: [Mutant] = [
    WrongPointRule<UncorrectedAverage>.mutant(UncorrectedAverage.bug),
    WrongPointRule<NormalisedDecay>.mutant(NormalisedDecay.bug),
    WrongPointRule<PresentWeight>.mutant(PresentWeight.bug),
    WrongPointRule<SwappedAdamPoints>.mutant(SwappedAdamPoints.bug),
  ]
}

protocol ScheduleFreeAdamWSlip: PointSlip where Rule == ScheduleFreeAdamW {}

enum UncorrectedAverage: ScheduleFreeAdamWSlip {
  static let bug = Bug("no bias correction (pytorch_optimizer #354)", killedBy: "O1")
  static func constants(
    rate: Double, counters: inout Counters, _ rule: ScheduleFreeAdamW
  ) -> ScheduleFreeStep {
    var step = rule.constants(rate: rate, counters: &counters)
    step.correction = 1
    return step
  }
}

enum NormalisedDecay: ScheduleFreeAdamWSlip {
  static let bug = Bug("decay is divided by the root as well (tensorli #1)", killedBy: "T5")
  static func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: ScheduleFreeStep,
    _ rule: ScheduleFreeAdamW
  ) {
    var plain = rule
    plain.weightDecay = 0
    plain.update(&x, gradient: g + T(rule.weightDecay) * x, state: &s, c)
  }
}

enum PresentWeight: ScheduleFreeAdamWSlip {
  static let bug = Bug("weights are of the rate at hand, not of the largest", killedBy: "O1")
  static func constants(
    rate: Double, counters: inout Counters, _ rule: ScheduleFreeAdamW
  ) -> ScheduleFreeStep {
    let sum = counters[2]
    var step = rule.constants(rate: rate, counters: &counters)
    let weight = Double.pow(counters[0], rule.r) * .pow(step.rate, rule.weightLrPower)
    counters[2] = sum + weight
    step.share = quotient(weight, counters[2])
    return step
  }
}

enum SwappedAdamPoints: ScheduleFreeAdamWSlip {
  static let bug = Bug("β₁ of the descended point, 1 − β₁ of the average", killedBy: "O1")
  static func settings(_ rule: ScheduleFreeAdamW) -> ScheduleFreeAdamW {
    var rule = rule
    rule.beta1 = 1 - rule.beta1
    return rule
  }
}
