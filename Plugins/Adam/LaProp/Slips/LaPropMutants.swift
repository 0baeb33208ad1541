import AdamPlugin
import Descent
import DescentLaws
import MutantKit

/// Common mistakes in implementations of LaProp.
package enum LaPropMutants: RuleMutants {
  package static var host: RuleSubject { WrongPointRule<NoPointSlip<LaProp>>.subject }

  package static let all: [Mutant] = [
    WrongPointRule<DividedMean>.mutant(DividedMean.bug),
    WrongPointRule<UncorrectedSquares>.mutant(UncorrectedSquares.bug),
    WrongPointRule<UncorrectedLaPropMean>.mutant(UncorrectedLaPropMean.bug),
    WrongPointRule<DecayBeforeMove>.mutant(DecayBeforeMove.bug),
    WrongPointRule<UndividedMoves>.mutant(UndividedMoves.bug),
  ]
}

protocol LaPropSlip: PointSlip where Rule == LaProp {}

enum DividedMean: LaPropSlip {
  static let bug = Bug(
    "the mean of gradients is divided, as in Adam", killedBy: "C2")
  static func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: LaProp.Constants, _ rule: LaProp
  ) {
    s[1] = T(rule.beta2) * s[1] + T(1 - rule.beta2) * g * g
    s[0] = T(rule.beta1) * s[0] + T(c.share) * g
    let root = sqrt(s[1]) * T(c.correction) + T(rule.epsilon)
    x = T(c.shrink) * (x - T(c.step) * quotient(s[0], root))
  }
}

enum UncorrectedSquares: LaPropSlip {
  static let bug = Bug(
    "the second moment is not corrected", killedBy: "C1")
  static func constants(rate: Double, counters: inout Counters, _ rule: LaProp) -> LaProp.Constants
  {
    var c = rule.constants(rate: rate, counters: &counters)
    c.correction = 1
    return c
  }
}

enum UncorrectedLaPropMean: LaPropSlip {
  static let bug = Bug(
    "the mean is not corrected", killedBy: "C1")
  static func constants(rate: Double, counters: inout Counters, _ rule: LaProp) -> LaProp.Constants
  {
    var c = rule.constants(rate: rate, counters: &counters)
    c.step = rate
    return c
  }
}

enum DecayBeforeMove: LaPropSlip {
  static let bug = Bug(
    "the decay comes before the move", killedBy: "O1")
  static func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: LaProp.Constants, _ rule: LaProp
  ) {
    let start = x
    rule.update(&x, gradient: g, state: &s, c)
    x = T(c.shrink) * start - T(c.step) * s[0]
  }
}

enum UndividedMoves: LaPropSlip {
  static let bug = Bug(
    "with rate_in_momentum the mean of moves is not divided by that of rates", killedBy: "C1")
  static func constants(rate: Double, counters: inout Counters, _ rule: LaProp) -> LaProp.Constants
  {
    var c = rule.constants(rate: rate, counters: &counters)
    if rule.rateInMomentum { c.step = 1 }
    return c
  }
}
