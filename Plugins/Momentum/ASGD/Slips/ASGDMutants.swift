import Descent
import DescentLaws
import MomentumPlugin
import MutantKit

/// Common mistakes in implementations of averaged gradient descent.
package enum ASGDMutants: RuleMutants {
  package static var host: RuleSubject { WrongPointRule<NoPointSlip<ASGD>>.subject }

  package static let all: [Mutant] = [
    WrongPointRule<LateAveragedRate>.mutant(LateAveragedRate.bug),
    WrongPointRule<EarlyDecay>.mutant(EarlyDecay.bug),
    WrongPointRule<UnshrunkPoint>.mutant(UnshrunkPoint.bug),
    WrongPointRule<ForgottenAverage>.mutant(ForgottenAverage.bug),
  ]
}

protocol ASGDSlip: PointSlip where Rule == ASGD {}

enum LateAveragedRate: ASGDSlip {
  static let bug = Bug(
    "the rate is that of the step before (pytorch #74884)", killedBy: "O1")
  static func constants(rate: Double, counters: inout Counters, _ rule: ASGD) -> ASGD.Constants {
    var c = rule.constants(rate: rate, counters: &counters)
    let late = rate / .pow(1 + rule.lambd * rate * max(0, counters[0] - 2), rule.alpha)
    (c.rate, c.shrink) = (late, 1 - rule.lambd * late)
    return c
  }
}

enum EarlyDecay: ASGDSlip {
  static let bug = Bug(
    "the rate decays from the first step", killedBy: "O1")
  static func constants(rate: Double, counters: inout Counters, _ rule: ASGD) -> ASGD.Constants {
    var c = rule.constants(rate: rate, counters: &counters)
    c.rate = rate / .pow(1 + rule.lambd * rate * counters[0], rule.alpha)
    return c
  }
}

enum UnshrunkPoint: ASGDSlip {
  static let bug = Bug(
    "the parameters do not decay", killedBy: "O1")
  static func constants(rate: Double, counters: inout Counters, _ rule: ASGD) -> ASGD.Constants {
    var c = rule.constants(rate: rate, counters: &counters)
    c.shrink = 1
    return c
  }
}

enum ForgottenAverage: ASGDSlip {
  static let bug = Bug(
    "the average is never kept", killedBy: "P12")
  static func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: ASGD.Constants, _ rule: ASGD
  ) {
    rule.update(&x, gradient: g, state: &s, c)
    s[0] = x
  }
}
