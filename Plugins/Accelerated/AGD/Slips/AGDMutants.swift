import AcceleratedPlugin
import Descent
import DescentLaws
import MutantKit

/// Common mistakes in implementations of accelerated gradient descent.
package enum AGDMutants: RuleMutants {
  package static var host: RuleSubject { WrongOracle<NoOracleSlip<AGD>>.subject }

  package static let all: [Mutant] = [
    WrongOracle<StuckTheta>.mutant, WrongOracle<DeadKappa>.mutant, WrongOracle<DeadRestart>.mutant,
    WrongOracle<LostLead>.mutant, WrongOracle<UphillAGD>.mutant,
  ]
}

enum StuckTheta: OracleSlip {
  typealias Rule = AGD
  static let bug = Bug("θ begins again in every step", killedBy: "C1")
  static func before<T: KernelScalar>(_ s: OracleStep<T>, _ rule: AGD) {
    if rule.kappa == 0 { s.scalars[0] = 1 }
  }
}

enum DeadKappa: OracleSlip {
  static let bug = Bug("`kappa` is not wired", killedBy: "P12")
  static func settings(_ rule: inout AGD) { rule.kappa = 0 }
}

enum DeadRestart: OracleSlip {
  static let bug = Bug("never restarts", killedBy: "P12")
  static func settings(_ rule: inout AGD) { rule.restart = .none }
}

enum LostLead: OracleSlip {
  typealias Rule = AGD
  static let bug = Bug("the momentum is that of the last step alone", killedBy: "C1")
  static func before<T: KernelScalar>(_ s: OracleStep<T>, _ rule: AGD) {
    for i in s.x.indices { s.buffer(0)[i] = 0 }
  }
}

enum UphillAGD: UphillSlip { typealias Rule = AGD }
