import AdamPlugin
import Descent
import DescentLaws
import MutantKit

/// Common mistakes in implementations of Adan.
package enum AdanMutants: RuleMutants {
  package static var host: RuleSubject { WrongPointRule<NoPointSlip<Adan>>.subject }

  package static let all: [Mutant] = [
    WrongPointRule<SwappedDifferenceShare>.mutant(SwappedDifferenceShare.bug),
    WrongPointRule<DifferenceFromZero>.mutant(DifferenceFromZero.bug),
    WrongPointRule<SharedPrevious>.mutant(SharedPrevious.bug),
    WrongPointRule<UncorrectedDifference>.mutant(UncorrectedDifference.bug),
    WrongPointRule<UnwiredNoProx>.mutant(UnwiredNoProx.bug),
  ]
}

protocol AdanSlip: PointSlip where Rule == Adan {}

enum SwappedDifferenceShare: AdanSlip {
  static let bug = Bug(
    "the gradient of the look-ahead has 1 − β₂ for β₂ (optax #1715)", killedBy: "C2")
  static func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Adan.Constants, _ rule: Adan
  ) {
    let d = T(c.previous) * (g - s[3])
    let (ahead, beta2) = (g + T(1 - rule.beta2) * d, rule.beta2)
    s[0] = T(rule.beta1) * s[0] + T(1 - rule.beta1) * g
    s[1] = T(beta2) * s[1] + T(1 - beta2) * d
    s[2] = T(rule.beta3) * s[2] + T(1 - rule.beta3) * ahead * ahead
    s[3] = g
    let root = sqrt(s[2]) * T(c.correction) + T(rule.epsilon)
    x = T(c.shrink) * x - quotient(T(c.first) * s[0] + T(c.ahead) * s[1], root)
  }
}

enum DifferenceFromZero: AdanSlip {
  static let bug = Bug(
    "the first difference is from 0", killedBy: "C1")
  static func constants(rate: Double, counters: inout Counters, _ rule: Adan) -> Adan.Constants {
    var c = rule.constants(rate: rate, counters: &counters)
    c.previous = 1
    return c
  }
}

enum SharedPrevious: AdanSlip {
  static let bug = Bug(
    "the previous gradient is the gradient itself: a reference, no copy", killedBy: "C2")
  static func constants(rate: Double, counters: inout Counters, _ rule: Adan) -> Adan.Constants {
    var c = rule.constants(rate: rate, counters: &counters)
    c.previous = 0
    return c
  }
}

enum UncorrectedDifference: AdanSlip {
  static let bug = Bug(
    "the mean difference is not corrected", killedBy: "C2")
  static func constants(rate: Double, counters: inout Counters, _ rule: Adan) -> Adan.Constants {
    var c = rule.constants(rate: rate, counters: &counters)
    c.ahead *= 1 - counters[1]
    return c
  }
}

enum UnwiredNoProx: AdanSlip {
  static let bug = Bug(
    "no_prox is not wired", killedBy: "P12")
  static func settings(_ rule: Adan) -> Adan {
    var rule = rule
    rule.noProx = false
    return rule
  }
}
