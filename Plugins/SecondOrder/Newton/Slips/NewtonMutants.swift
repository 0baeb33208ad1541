import Descent
import DescentLaws
import MutantKit
import SecondOrderPlugin

/// Common mistakes in implementations of Newton's step.
package enum NewtonMutants: RuleMutants {
  package static var host: RuleSubject { WrongOracle<NoOracleSlip<Newton>>.subject }

  package static let all: [Mutant] = [
    WrongOracle<DeadNewtonDamping>.mutant, WrongOracle<DeadNewtonSearch>.mutant,
    WrongOracle<RatelessNewton>.mutant, WrongOracle<AbsentNewton>.mutant,
  ]
}

enum DeadNewtonDamping: OracleSlip {
  static let bug = Bug("`damping` is not wired", killedBy: "P12")
  static func settings(_ rule: inout Newton) { rule.damping = 0 }
}

enum DeadNewtonSearch: OracleSlip {
  static let bug = Bug("never searches", killedBy: "P12")
  static func settings(_ rule: inout Newton) { rule.lineSearch = .none }
}

enum RatelessNewton: OracleSlip {
  typealias Rule = Newton
  static let bug = Bug("the rate is left out of the step", killedBy: "T13")
  static func after<T: KernelScalar>(_ s: OracleStep<T>, from old: [T], _ rule: Newton) {
    guard s.rate != 0 else { return }
    for i in old.indices { s.x[i] = old[i] + (s.x[i] - old[i]) / T(s.rate) }
  }
}

enum AbsentNewton: AbsentSlip { typealias Rule = Newton }
