import Descent
import DescentLaws
import MutantKit
import SampledPlugin

/// Common mistakes in implementations of variance reduction by snapshots.
package enum SVRGMutants: RuleMutants {
  package static var host: RuleSubject { WrongOracle<NoOracleSlip<SVRG>>.subject }

  package static let all: [Mutant] = [
    WrongOracle<OneSnapshot>.mutant, WrongOracle<LostSnapshot>.mutant,
    WrongOracle<AbsentSVRG>.mutant,
  ]
}

enum OneSnapshot: OracleSlip {
  static let bug = Bug("`period` is not wired", killedBy: "P12")
  static func settings(_ rule: inout SVRG) { rule.period = 100 }
}

enum LostSnapshot: OracleSlip {
  typealias Rule = SVRG
  static let bug = Bug("the snapshot is a reference to the present point", killedBy: "P13")
  static func before<T: KernelScalar>(_ s: OracleStep<T>, _ rule: SVRG) {
    for i in s.x.indices { s.buffer(0)[i] = s.x[i] }
  }
}

enum AbsentSVRG: AbsentSlip { typealias Rule = SVRG }
