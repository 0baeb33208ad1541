import Descent
import DescentLaws
import MutantKit
import SearchesPlugin

/// Common mistakes in implementations of nonlinear conjugate gradients.
package enum ConjugateGradientsMutants: RuleMutants {
  package static var host: RuleSubject { WrongOracle<NoOracleSlip<ConjugateGradients>>.subject }

  package static let all: [Mutant] = [
    WrongOracle<AlwaysFletcherReeves>.mutant,
    WrongOracle<SteepestDescent>.mutant, WrongOracle<UphillCG>.mutant,
  ]
}

enum AlwaysFletcherReeves: OracleSlip {
  static let bug = Bug("β is Fletcher and Reeves's, whatever `variant` is", killedBy: "P12")
  static func settings(_ rule: inout ConjugateGradients) { rule.variant = .fletcherReeves }
}

enum SteepestDescent: OracleSlip {
  typealias Rule = ConjugateGradients
  static let bug = Bug("the last direction is lost: gradient descent", killedBy: "P13")
  static func before<T: KernelScalar>(_ s: OracleStep<T>, _ rule: ConjugateGradients) {
    for i in s.x.indices { s.buffer(0)[i] = 0 }
  }
}

enum UphillCG: UphillSlip { typealias Rule = ConjugateGradients }
