import Descent
import DescentLaws
import MutantKit
import SampledPlugin

/// Common mistakes in implementations of a table of gradients.
package enum SAGAMutants: RuleMutants {
  package static var host: RuleSubject { WrongOracle<NoOracleSlip<SAGA>>.subject }

  package static let all: [Mutant] = [
    WrongOracle<RefilledTable>.mutant, WrongOracle<LostMean>.mutant, WrongOracle<AbsentSAGA>.mutant,
  ]
}

enum RefilledTable: OracleSlip {
  typealias Rule = SAGA
  static let bug = Bug("the table is filled in every step, on top of its mean", killedBy: "P13")
  static func before<T: KernelScalar>(_ s: OracleStep<T>, _ rule: SAGA) { s.scalars[0] = 0 }
}

enum LostMean: OracleSlip {
  typealias Rule = SAGA
  static let bug = Bug("the mean of the table is lost", killedBy: "P13")
  static func before<T: KernelScalar>(_ s: OracleStep<T>, _ rule: SAGA) {
    for i in s.x.indices { s.buffer(1)[i] = 0 }
  }
}

enum AbsentSAGA: AbsentSlip { typealias Rule = SAGA }
