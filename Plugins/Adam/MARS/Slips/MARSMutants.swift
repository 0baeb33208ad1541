import AdamPlugin
import Descent
import DescentLaws
import MutantKit

/// Common mistakes in implementations of MARS.
package enum MARSMutants: RuleMutants {
  package static var host: RuleSubject { WrongSummingRule<NoSummingSlip<MARS>>.subject }

  package static let all: [Mutant] = [
    WrongSummingRule<UnclippedCorrection>.mutant,
    WrongSummingRule<DeadDifference>.mutant,
    WrongSummingRule<UnwiredFirstDifference>.mutant,
    WrongSummingRule<SquaredNorm>.mutant,
  ]
}

protocol MARSSlip: SummingSlip where Rule == MARS {}

enum UnclippedCorrection: MARSSlip {
  static let bug = Bug(
    "the corrected gradient is not clipped", killedBy: "P12")
  static func settings(_ rule: MARS) -> MARS {
    var rule = rule
    rule.clip = 0
    return rule
  }
}

enum DeadDifference: MARSSlip {
  static let bug = Bug(
    "the last gradient is a reference: no difference, AdamW (timm #2786)", killedBy: "P12")
  static func constants(
    _ info: StepInfo, counters: inout Counters, sums: Sums, _ rule: MARS
  ) -> MARS.Constants {
    var c = rule.constants(info, counters: &counters, sums: sums)
    c.difference = 0
    return c
  }
}

enum UnwiredFirstDifference: MARSSlip {
  static let bug = Bug(
    "first_difference is not wired", killedBy: "P12")
  static func settings(_ rule: MARS) -> MARS {
    var rule = rule
    rule.firstDifference = .gradient
    return rule
  }
}

enum SquaredNorm: MARSSlip {
  static let bug = Bug(
    "the square of the norm is compared", killedBy: "T5")
  static func constants(
    _ info: StepInfo, counters: inout Counters, sums: Sums, _ rule: MARS
  ) -> MARS.Constants {
    var c = rule.constants(info, counters: &counters, sums: sums)
    c.scale = rule.clip > 0 && sums[0] > rule.clip ? rule.clip / sums[0] : 1
    return c
  }
}
