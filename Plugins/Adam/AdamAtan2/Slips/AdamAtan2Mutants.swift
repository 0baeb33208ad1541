import AdamPlugin
import Descent
import DescentLaws
import MutantKit

/// Common mistakes in implementations of Adam-atan2.
package enum AdamAtan2Mutants: RuleMutants {
  package static var host: RuleSubject { WrongPointRule<NoPointSlip<AdamAtan2>>.subject }

  package static let all: [Mutant] = [
    WrongPointRule<SwappedArguments>.mutant(SwappedArguments.bug),
    WrongPointRule<DividingAngle>.mutant(DividingAngle.bug),
    WrongPointRule<UncorrectedAngle>.mutant(UncorrectedAngle.bug),
    WrongPointRule<MissingRootOfAngle>.mutant(MissingRootOfAngle.bug),
    WrongPointRule<UnscaledRoot>.mutant(UnscaledRoot.bug),
  ]
}

protocol AdamAtan2Slip: PointSlip where Rule == AdamAtan2 {}

enum SwappedArguments: AdamAtan2Slip {
  static let bug = Bug(
    "atan2 has its arguments the wrong way round", killedBy: "C1")
  static func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: AdamAtan2.Constants,
    _ rule: AdamAtan2
  ) {
    s[0] = T(rule.beta1) * s[0] + T(1 - rule.beta1) * g
    s[1] = T(rule.beta2) * s[1] + T(1 - rule.beta2) * g * g
    x = T(c.shrink) * x - T(c.rate) * T.atan2(y: T(c.second) * sqrt(s[1]), x: T(c.first) * s[0])
  }
}

enum DividingAngle: AdamAtan2Slip {
  static let bug = Bug(
    "the arctangent of a quotient, which is none at 0/0", killedBy: "T17")
  static func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: AdamAtan2.Constants,
    _ rule: AdamAtan2
  ) {
    s[0] = T(rule.beta1) * s[0] + T(1 - rule.beta1) * g
    s[1] = T(rule.beta2) * s[1] + T(1 - rule.beta2) * g * g
    x = T(c.shrink) * x - T(c.rate) * T.atan((T(c.first) * s[0]) / (T(c.second) * sqrt(s[1])))
  }
}

enum UncorrectedAngle: AdamAtan2Slip {
  static let bug = Bug(
    "the moments are not corrected", killedBy: "C1")
  static func constants(rate: Double, counters: inout Counters, _ rule: AdamAtan2)
    -> AdamAtan2.Constants
  {
    var c = rule.constants(rate: rate, counters: &counters)
    (c.first, c.second) = (1, rule.b)
    return c
  }
}

enum MissingRootOfAngle: AdamAtan2Slip {
  static let bug = Bug(
    "no root over the second moment", killedBy: "T5")
  static func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: AdamAtan2.Constants,
    _ rule: AdamAtan2
  ) {
    s[0] = T(rule.beta1) * s[0] + T(1 - rule.beta1) * g
    s[1] = T(rule.beta2) * s[1] + T(1 - rule.beta2) * g * g
    x = T(c.shrink) * x - T(c.rate) * T.atan2(y: T(c.first) * s[0], x: T(c.second) * s[1])
  }
}

enum UnscaledRoot: AdamAtan2Slip {
  static let bug = Bug(
    "the scale b of the root is not wired", killedBy: "P12")
  static func settings(_ rule: AdamAtan2) -> AdamAtan2 {
    var rule = rule
    rule.b = 1
    return rule
  }
}
