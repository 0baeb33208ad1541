import Descent
import DescentLaws
import MutantKit
import ParameterFreePlugin

/// Common mistakes in implementations of Prodigy.
package enum ProdigyMutants: RuleMutants {
  package static var host: RuleSubject { WrongJointRule<NoJointSlip<Prodigy>>.subject }

  package static let all: [Mutant] = [
    WrongJointRule<BareEpsilon>.mutant, WrongJointRule<FlippedCorrelation>.mutant,
    WrongJointRule<ImpatientCounter>.mutant, WrongJointRule<UnwiredDecoupling>.mutant,
    WrongJointRule<SingleDistance>.mutant, WrongJointRule<BareSquare>.mutant,
  ]
}

protocol ProdigySlip: JointSlip where Rule == Prodigy {}

enum BareEpsilon: ProdigySlip {
  static let bug = Bug("ε is not multiplied by the distance", killedBy: "T5")
  static func constants(
    _ info: StepInfo, counters: inout Counters, sums: Terms<Double>?, _ rule: Prodigy
  ) -> Prodigy.Constants? {
    var c = rule.constants(info, counters: &counters, sums: sums)
    c?.floor = rule.epsilon
    return c
  }
}

enum FlippedCorrelation: ProdigySlip {
  static let bug = Bug("x − x₀ in the place of x₀ − x", killedBy: "P12")
  static func terms<T: KernelScalar>(
    _ x: T, gradient g: T, state s: Slots<T>, _ c: Prodigy.Constants, _ rule: Prodigy
  ) -> Terms<T> {
    var terms = rule.terms(x, gradient: g, state: s, c)
    terms[0] = -terms[0]
    return terms
  }
}

enum ImpatientCounter: ProdigySlip {
  static let bug = Bug("steps before the first gradient count", killedBy: "T12")
  static func constants(
    _ info: StepInfo, counters: inout Counters, sums: Terms<Double>?, _ rule: Prodigy
  ) -> Prodigy.Constants? {
    let before = counters
    let c = rule.constants(info, counters: &counters, sums: sums)
    if c != nil || info.rate == 0 { return c }
    counters = before
    return rule.constants(info, counters: &counters, sums: nil)
  }
}

enum UnwiredDecoupling: ProdigySlip {
  static let bug = Bug("decoupled_weight_decay is not wired", killedBy: "P12")
  static func settings(_ rule: Prodigy) -> Prodigy {
    var rule = rule
    rule.decoupledWeightDecay = false
    return rule
  }
}

enum SingleDistance: ProdigySlip {
  static let bug = Bug("the distance is kept in single precision", killedBy: "T6")
  static func constants(
    _ info: StepInfo, counters: inout Counters, sums: Terms<Double>?, _ rule: Prodigy
  ) -> Prodigy.Constants? {
    let c = rule.constants(info, counters: &counters, sums: sums)
    counters[0] = Double(Float(counters[0]))
    return c
  }
}

enum BareSquare: ProdigySlip {
  static let bug = Bug("the second moment is not multiplied by d²", killedBy: "T5")
  static func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ c: Prodigy.Constants, _ rule: Prodigy
  ) {
    let (old, before) = (s[2], x)
    rule.update(&x, gradient: gradient, state: &s, c)
    let g = gradient + T(c.weight.added) * before
    s[2] = T(rule.beta2) * old + T(1 - rule.beta2) * g * g
    x = T(c.weight.shrink) * before - quotient(T(c.step) * s[1], sqrt(s[2]) + T(c.floor))
  }
}
