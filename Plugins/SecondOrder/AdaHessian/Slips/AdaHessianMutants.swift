import Descent
import DescentLaws
import MutantKit
import SecondOrderPlugin

/// Common mistakes in implementations of AdaHessian.
package enum AdaHessianMutants: RuleMutants {
  package static var host: RuleSubject { WrongOracle<NoOracleSlip<AdaHessian>>.subject }

  package static let all: [Mutant] = [
    WrongOracle<DeadBlocks>.mutant,
    WrongOracle<LostSquares>.mutant, WrongOracle<DeadHessianDecay>.mutant,
  ]
}

enum DeadBlocks: OracleSlip {
  static let bug = Bug("no mean over blocks", killedBy: "P12")
  static func settings(_ rule: inout AdaHessian) { rule.blockSize = 1 }
}

enum LostSquares: OracleSlip {
  typealias Rule = AdaHessian
  static let bug = Bug("the second moment is of the last estimate alone", killedBy: "P13")
  static func before<T: KernelScalar>(_ s: OracleStep<T>, _ rule: AdaHessian) {
    for i in s.x.indices { s.buffer(1)[i] = 0 }
  }
}

enum DeadHessianDecay: OracleSlip {
  static let bug = Bug("`weight_decay` is not wired", killedBy: "R2")
  static func settings(_ rule: inout AdaHessian) { rule.weightDecay = 0 }
}
