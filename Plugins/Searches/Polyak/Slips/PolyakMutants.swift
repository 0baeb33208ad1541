import Descent
import DescentLaws
import MutantKit
import SearchesPlugin

/// Common mistakes in implementations of Polyak's step.
package enum PolyakMutants: RuleMutants {
  package static var host: RuleSubject { WrongSummingRule<NoSummingSlip<Polyak>>.subject }

  package static let all: [Mutant] = [
    WrongSummingRule<ReciprocalFactor>.mutant, WrongSummingRule<DeadLimit>.mutant,
    WrongSummingRule<AlwaysClipped>.mutant, WrongSummingRule<ZeroMinimum>.mutant,
  ]
}

enum ReciprocalFactor: SummingSlip {
  typealias Rule = Polyak
  static let bug = Bug("moves 1/η times the step (optax 0.2.8)", killedBy: "T13")
  static func constants(
    _ info: StepInfo, counters: inout Counters, sums: Sums, _ rule: Polyak
  ) -> Polyak.Constants {
    var info = info
    info.rate = info.rate == 0 ? 0 : 1 / info.rate
    return rule.constants(info, counters: &counters, sums: sums)
  }
}

enum DeadLimit: SummingSlip {
  static let bug = Bug("`max_lr` is not wired", killedBy: "P12")
  static func settings(_ rule: Polyak) -> Polyak {
    var rule = rule
    rule.maxLr = 1
    return rule
  }
}

enum AlwaysClipped: SummingSlip {
  static let bug = Bug("a gap below 0 is always 0", killedBy: "P12")
  static func settings(_ rule: Polyak) -> Polyak {
    var rule = rule
    rule.variant = .spsPlus
    return rule
  }
}

enum ZeroMinimum: SummingSlip {
  static let bug = Bug("takes the lowest value for 0", killedBy: "P12")
  static func settings(_ rule: Polyak) -> Polyak {
    var rule = rule
    rule.fMin = 0
    return rule
  }
}
