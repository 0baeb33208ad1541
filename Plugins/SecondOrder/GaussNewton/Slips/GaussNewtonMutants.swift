import Descent
import DescentLaws
import MutantKit
import SecondOrderPlugin

/// Common mistakes in implementations of Gauss and Newton's step.
package enum GaussNewtonMutants: RuleMutants {
  package static var host: RuleSubject { WrongOracle<NoOracleSlip<GaussNewton>>.subject }

  package static let all: [Mutant] = [
    WrongOracle<DeadGaussDamping>.mutant, WrongOracle<RatelessGauss>.mutant,
    WrongOracle<AbsentGauss>.mutant,
  ]
}

enum DeadGaussDamping: OracleSlip {
  static let bug = Bug("`damping` is not wired", killedBy: "P12")
  static func settings(_ rule: inout GaussNewton) { rule.damping = 0 }
}

enum RatelessGauss: OracleSlip {
  typealias Rule = GaussNewton
  static let bug = Bug("the rate is left out of the step", killedBy: "T13")
  static func after<T: KernelScalar>(_ s: OracleStep<T>, from old: [T], _ rule: GaussNewton) {
    guard s.rate != 0 else { return }
    for i in old.indices { s.x[i] = old[i] + (s.x[i] - old[i]) / T(s.rate) }
  }
}

enum AbsentGauss: AbsentSlip { typealias Rule = GaussNewton }
