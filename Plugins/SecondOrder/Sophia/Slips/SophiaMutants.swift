import Descent
import DescentLaws
import MutantKit
import SecondOrderPlugin

/// Common mistakes in implementations of Sophia.
package enum SophiaMutants: RuleMutants {
  package static var host: RuleSubject { WrongOracle<NoOracleSlip<Sophia>>.subject }

  package static let all: [Mutant] = [
    WrongOracle<LostSophiaMomentum>.mutant, WrongOracle<AbsentSophia>.mutant,
    WrongOracle<RatelessSophiaDecay>.mutant,
    WrongOracle<LostHessian>.mutant, WrongOracle<LostBatchSize>.mutant,
  ]
}

enum LostSophiaMomentum: OracleSlip {
  typealias Rule = Sophia
  static let bug = Bug("the momentum is that of the last gradient alone", killedBy: "P13")
  static func before<T: KernelScalar>(_ s: OracleStep<T>, _ rule: Sophia) {
    for i in s.x.indices { s.buffer(0)[i] = 0 }
  }
}

enum AbsentSophia: AbsentSlip { typealias Rule = Sophia }

enum RatelessSophiaDecay: OracleSlip {
  typealias Rule = Sophia
  static let bug = Bug("decay without the rate (tensorflow/addons #2282)", killedBy: "R2")
  static func settings(_ rule: inout Sophia) { rule.weightDecay = 0 }
  static func before<T: KernelScalar>(_ s: OracleStep<T>, _ rule: Sophia) {
    for (tensor, part) in s.layout.tensors.enumerated() where s.hasGradient(tensor) {
      for i in part.range { s.x[i] *= T(1 - 0.1) }
    }
  }
}

enum LostHessian: OracleSlip {
  typealias Rule = Sophia
  static let bug = Bug("the diagonal is of the last estimate alone", killedBy: "P13")
  static func before<T: KernelScalar>(_ s: OracleStep<T>, _ rule: Sophia) {
    for i in s.x.indices { s.buffer(1)[i] = 0 }
  }
}

/// The laws' model has four examples, and a diagonal without B is as one with ρ/B.
enum LostBatchSize: OracleSlip {
  typealias Rule = Sophia
  static let bug = Bug("the squares of the gradient are not multiplied by B", killedBy: "R4")
  static func settings(_ rule: inout Sophia) {
    if rule.hessian == .gaussNewtonBartlett { rule.rho /= 4 }
  }
}
