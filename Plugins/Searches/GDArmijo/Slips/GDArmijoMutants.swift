import Descent
import DescentLaws
import MutantKit
import SearchesPlugin

/// Common mistakes in implementations of gradient descent with backtracking.
package enum GDArmijoMutants: RuleMutants {
  package static var host: RuleSubject { WrongOracle<NoOracleSlip<GDArmijo>>.subject }

  package static let all: [Mutant] = [
    WrongOracle<AnyFall>.mutant, WrongOracle<FixedCut>.mutant, WrongOracle<ForgottenLength>.mutant,
    WrongOracle<UphillArmijo>.mutant,
  ]
}

enum AnyFall: OracleSlip {
  static let bug = Bug("any fall is enough: c₁ is never read", killedBy: "P12")
  static func settings(_ rule: inout GDArmijo) { rule.c1 = 0 }
}

enum FixedCut: OracleSlip {
  static let bug = Bug("always halves, whatever `shrink` is", killedBy: "P12")
  static func settings(_ rule: inout GDArmijo) { rule.shrink = 0.5 }
}

enum ForgottenLength: OracleSlip {
  typealias Rule = GDArmijo
  static let bug = Bug("every step begins with η again", killedBy: "P13")
  static func before<T: KernelScalar>(_ s: OracleStep<T>, _ rule: GDArmijo) { s.scalars[0] = 0 }
}

enum UphillArmijo: UphillSlip { typealias Rule = GDArmijo }
