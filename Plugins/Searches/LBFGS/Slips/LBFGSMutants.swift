import Descent
import DescentLaws
import MutantKit
import SearchesPlugin

/// Common mistakes in implementations of L-BFGS.
package enum LBFGSMutants: RuleMutants {
  package static var host: RuleSubject { WrongOracle<NoOracleSlip<LBFGS>>.subject }

  package static let all: [Mutant] = [
    WrongOracle<ForgottenPairs>.mutant, WrongOracle<AliasedGradient>.mutant,
    WrongOracle<AlwaysWolfe>.mutant, WrongOracle<FixedCurvature>.mutant,
    WrongOracle<UphillLBFGS>.mutant,
  ]
}

enum ForgottenPairs: OracleSlip {
  typealias Rule = LBFGS
  static let bug = Bug("no pair outlives its step", killedBy: "P13")
  static func before<T: KernelScalar>(_ s: OracleStep<T>, _ rule: LBFGS) { s.scalars[0] = 0 }
}

enum AliasedGradient: OracleSlip {
  typealias Rule = LBFGS
  static let bug = Bug(
    "the last gradient is a reference to the present one, so y is 0", killedBy: "P13")
  static func before<T: KernelScalar>(_ s: OracleStep<T>, _ rule: LBFGS) {
    for i in s.x.indices { s.buffer(4)[i] = s.gradient[i] }
  }
}

enum AlwaysWolfe: OracleSlip {
  static let bug = Bug("searches, whatever `line_search` is", killedBy: "P12")
  static func settings(_ rule: inout LBFGS) { rule.lineSearch = .strongWolfe }
}

enum FixedCurvature: OracleSlip {
  static let bug = Bug("pairs are always kept by PyTorch's test", killedBy: "P12")
  static func settings(_ rule: inout LBFGS) { rule.curvature = .absolute }
}

enum UphillLBFGS: UphillSlip { typealias Rule = LBFGS }
