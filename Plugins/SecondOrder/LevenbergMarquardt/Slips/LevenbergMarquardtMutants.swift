import Descent
import DescentLaws
import MutantKit
import SecondOrderPlugin

/// Common mistakes in implementations of damped least squares.
package enum LevenbergMarquardtMutants: RuleMutants {
  package static var host: RuleSubject { WrongOracle<NoOracleSlip<LevenbergMarquardt>>.subject }

  package static let all: [Mutant] = [
    WrongOracle<DeadTau>.mutant, WrongOracle<DampingInMove>.mutant,
    WrongOracle<AbsentMarquardt>.mutant,
  ]
}

enum DeadTau: OracleSlip {
  static let bug = Bug("`tau` is not wired", killedBy: "P12")
  static func settings(_ rule: inout LevenbergMarquardt) { rule.tau = 1e-3 }
}

enum DampingInMove: OracleSlip {
  typealias Rule = LevenbergMarquardt
  static let bug = Bug("the damping is added to the move", killedBy: "P8")
  static func after<T: KernelScalar>(
    _ s: OracleStep<T>, from old: [T], _ rule: LevenbergMarquardt
  ) { for i in s.x.indices { s.x[i] += T(s.scalars[0]) } }
}

enum AbsentMarquardt: AbsentSlip { typealias Rule = LevenbergMarquardt }
