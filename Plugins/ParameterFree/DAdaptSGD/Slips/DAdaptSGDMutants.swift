import Descent
import DescentLaws
import MutantKit
import ParameterFreePlugin

/// Common mistakes in implementations of D-adapted gradient descent.
package enum DAdaptSGDMutants: RuleMutants {
  package static var host: RuleSubject { WrongJointRule<NoJointSlip<DAdaptSGD>>.subject }

  package static let all: [Mutant] = [
    WrongJointRule<BareFirstNorm>.mutant, WrongJointRule<SquaredLength>.mutant,
    WrongJointRule<UnwiredDescentGrowth>.mutant, WrongJointRule<RestlessStart>.mutant,
    WrongJointRule<ForgottenStart>.mutant,
  ]
}

protocol DAdaptSGDSlip: JointSlip where Rule == DAdaptSGD {}

enum BareFirstNorm: DAdaptSGDSlip {
  static let bug = Bug("the first norm leaves out decay (dadaptation 3.2)", killedBy: "R1")
  static func terms<T: KernelScalar>(
    _ x: T, gradient g: T, state s: Slots<T>, _ e: Double, _ rule: DAdaptSGD
  ) -> Terms<T> {
    var terms = rule.terms(x, gradient: g, state: s, e)
    terms[2] = g * g
    return terms
  }
}

enum SquaredLength: DAdaptSGDSlip {
  static let bug = Bug("‖s‖² in the place of ‖s‖", killedBy: "T5")
  static func constants(
    _ info: StepInfo, counters: inout Counters, sums: Terms<Double>?, _ rule: DAdaptSGD
  ) -> Double? {
    var sums = sums
    if let square = sums?[1] { sums?[1] = square * square }
    return rule.constants(info, counters: &counters, sums: sums)
  }
}

enum UnwiredDescentGrowth: DAdaptSGDSlip {
  static let bug = Bug("growth_rate is not wired", killedBy: "P12")
  static func settings(_ rule: DAdaptSGD) -> DAdaptSGD {
    var rule = rule
    rule.growthRate = 0
    return rule
  }
}

enum RestlessStart: DAdaptSGDSlip {
  static let bug = Bug("x is x₀ − s from where it stands, not from the start", killedBy: "P13")
  static func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ e: Double, _ rule: DAdaptSGD
  ) {
    let before = x
    rule.update(&x, gradient: g, state: &s, e)
    x = before - T(1 - rule.momentum) * s[1]
  }
}

enum ForgottenStart: DAdaptSGDSlip {
  static let bug = Bug("the start is overwritten by the point of each step", killedBy: "P13")
  static func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ e: Double, _ rule: DAdaptSGD
  ) {
    s[0] = x
    rule.update(&x, gradient: g, state: &s, e)
  }
}
