import AdagradPlugin
import Descent
import DescentLaws
import MutantKit

/// Common mistakes in implementations of MADGRAD.
package enum MADGRADMutants: RuleMutants {
  package static var host: RuleSubject { WrongPointRule<NoPointSlip<MADGRAD>>.subject }

  package static let all: [Mutant] = [
    WrongPointRule<SquareRoot>.mutant(SquareRoot.bug),
    WrongPointRule<BareRate>.mutant(BareRate.bug),
    WrongPointRule<StepFromZero>.mutant(StepFromZero.bug),
    WrongPointRule<MovedStart>.mutant(MovedStart.bug),
  ]
}

protocol MADGRADSlip: PointSlip where Rule == MADGRAD {}

enum SquareRoot: MADGRADSlip {
  static let bug = Bug(
    "a square root in the place of the cube root", killedBy: "O1")
  static func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: MADGRAD.Constants, _ rule: MADGRAD
  ) {
    let g = g + T(rule.weightDecay) * x
    if c.isFirst { s[2] = x }
    s[0] += T(c.weight) * g
    s[1] += T(c.weight) * g * g
    let z = s[2] - quotient(s[0], sqrt(s[1]) + T(rule.epsilon))
    x = T(rule.momentum) * x + T(1 - rule.momentum) * z
  }
}

enum BareRate: MADGRADSlip {
  static let bug = Bug(
    "ε is not added to the rate (optax)", killedBy: "O1")
  static func constants(rate: Double, counters: inout Counters, _ rule: MADGRAD)
    -> MADGRAD.Constants
  {
    var c = rule.constants(rate: rate, counters: &counters)
    c.weight = rate * sqrt(counters[0])
    return c
  }
}

enum StepFromZero: MADGRADSlip {
  static let bug = Bug(
    "the first step has the weight of t = 2", killedBy: "O1")
  static func constants(rate: Double, counters: inout Counters, _ rule: MADGRAD)
    -> MADGRAD.Constants
  {
    var c = rule.constants(rate: rate, counters: &counters)
    c.weight = (rate + rule.epsilon) * sqrt(counters[0] + 1)
    return c
  }
}

enum MovedStart: MADGRADSlip {
  static let bug = Bug(
    "sums move the last point, not the first", killedBy: "O1")
  static func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: MADGRAD.Constants, _ rule: MADGRAD
  ) {
    rule.update(&x, gradient: g, state: &s, c)
    s[2] = x
  }
}
