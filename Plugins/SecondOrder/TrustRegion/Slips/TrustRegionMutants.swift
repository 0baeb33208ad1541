import Descent
import DescentLaws
import MutantKit
import SecondOrderPlugin

/// Common mistakes in implementations of trust regions.
package enum TrustRegionMutants: RuleMutants {
  package static var host: RuleSubject { WrongOracle<NoOracleSlip<TrustRegion>>.subject }

  package static let all: [Mutant] = [
    WrongOracle<ForgottenRadius>.mutant, WrongOracle<AbsentTrustRegion>.mutant,
    WrongOracle<PositiveStep>.mutant,
  ]
}

enum ForgottenRadius: OracleSlip {
  typealias Rule = TrustRegion
  static let bug = Bug("the radius is that of the first step", killedBy: "P13")
  static func before<T: KernelScalar>(_ s: OracleStep<T>, _ rule: TrustRegion) {
    s.scalars[0] = rule.radius
  }
}

enum AbsentTrustRegion: AbsentSlip { typealias Rule = TrustRegion }

enum PositiveStep: OracleSlip {
  typealias Rule = TrustRegion
  static let bug = Bug("the step without its signs", killedBy: "T7")
  static func after<T: KernelScalar>(_ s: OracleStep<T>, from old: [T], _ rule: TrustRegion) {
    for i in old.indices { s.x[i] = old[i] + abs(s.x[i] - old[i]) }
  }
}
