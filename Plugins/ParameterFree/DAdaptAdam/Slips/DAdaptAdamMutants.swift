import Descent
import DescentLaws
import MutantKit
import ParameterFreePlugin

/// Common mistakes in implementations of D-adapted Adam.
package enum DAdaptAdamMutants: RuleMutants {
  package static var host: RuleSubject { WrongJointRule<NoJointSlip<DAdaptAdam>>.subject }

  package static let all: [Mutant] = [
    WrongJointRule<RateTwice>.mutant, WrongJointRule<InnerAdaptedEpsilon>.mutant,
    WrongJointRule<UnwiredGrowth>.mutant, WrongJointRule<ImpatientAdaptedCounter>.mutant,
    WrongJointRule<LostSum>.mutant,
  ]
}

protocol DAdaptAdamSlip: JointSlip where Rule == DAdaptAdam {}

enum RateTwice: DAdaptAdamSlip {
  static let bug = Bug("the rate is inside the moment and in the move", killedBy: "T5")
  static func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: DAdaptAdam.Constants,
    _ rule: DAdaptAdam
  ) {
    let before = x
    rule.update(&x, gradient: g, state: &s, c)
    let move = quotient(s[0], sqrt(s[1]) + T(rule.epsilon))
    x = T(c.weight.shrink) * before - T(c.step) * move
  }
}

enum InnerAdaptedEpsilon: DAdaptAdamSlip {
  static let bug = Bug("ε inside the root (Flux.jl #448)", killedBy: "T5")
  static func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: DAdaptAdam.Constants,
    _ rule: DAdaptAdam
  ) {
    let before = x
    rule.update(&x, gradient: g, state: &s, c)
    x = T(c.weight.shrink) * before - quotient(s[0], sqrt(s[1] + T(rule.epsilon)))
  }
}

enum UnwiredGrowth: DAdaptAdamSlip {
  static let bug = Bug("growth_rate is not wired", killedBy: "P12")
  static func settings(_ rule: DAdaptAdam) -> DAdaptAdam {
    var rule = rule
    rule.growthRate = 0
    return rule
  }
}

enum ImpatientAdaptedCounter: DAdaptAdamSlip {
  static let bug = Bug("steps before the first gradient count", killedBy: "T12")
  static func constants(
    _ info: StepInfo, counters: inout Counters, sums: Terms<Double>?, _ rule: DAdaptAdam
  ) -> DAdaptAdam.Constants? {
    let before = counters
    let c = rule.constants(info, counters: &counters, sums: sums)
    if c != nil || info.rate == 0 { return c }
    counters = before
    return rule.constants(info, counters: &counters, sums: nil)
  }
}

enum LostSum: DAdaptAdamSlip {
  static let bug = Bug("the sum of gradients is never written back", killedBy: "P12")
  static func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: DAdaptAdam.Constants,
    _ rule: DAdaptAdam
  ) {
    rule.update(&x, gradient: g, state: &s, c)
    s[2] = 0
  }
}
