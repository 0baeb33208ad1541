import Descent
import DescentLaws
import MutantKit
import SearchesPlugin

/// Common mistakes in implementations of two-point step lengths.
package enum BarzilaiBorweinMutants: RuleMutants {
  package static var host: RuleSubject { WrongSummingRule<NoSummingSlip<BarzilaiBorwein>>.subject }

  package static let all: [Mutant] = [
    WrongSummingRule<AlwaysLong>.mutant, WrongSummingRule<LostGradient>.mutant,
    WrongSummingRule<LostMove>.mutant, WrongSummingRule<UnscheduledLength>.mutant,
  ]
}

enum AlwaysLong: SummingSlip {
  static let bug = Bug("`variant` is not wired", killedBy: "P12")
  static func settings(_ rule: BarzilaiBorwein) -> BarzilaiBorwein {
    var rule = rule
    rule.variant = .long
    return rule
  }
}

enum LostGradient: SummingSlip {
  typealias Rule = BarzilaiBorwein
  static let bug = Bug("y is the gradient, not its change", killedBy: "P13")
  static func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: BarzilaiBorwein.Constants,
    _ rule: BarzilaiBorwein
  ) -> Terms<T> {
    var state = s
    state[1] = 0
    return rule.terms(pass: pass, x, gradient: g, state: state, c)
  }
}

enum LostMove: SummingSlip {
  typealias Rule = BarzilaiBorwein
  static let bug = Bug("the last move is lost: gradient descent", killedBy: "P13")
  static func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: BarzilaiBorwein.Constants,
    _ rule: BarzilaiBorwein
  ) -> Terms<T> {
    var state = s
    state[0] = 0
    return rule.terms(pass: pass, x, gradient: g, state: state, c)
  }
}

enum UnscheduledLength: SummingSlip {
  typealias Rule = BarzilaiBorwein
  static let bug = Bug("lengths do not know of the schedule", killedBy: "P14")
  static func constants(
    _ info: StepInfo, counters: inout Counters, sums: Sums, _ rule: BarzilaiBorwein
  ) -> BarzilaiBorwein.Constants {
    var info = info
    info.rate = info.baseRate
    return rule.constants(info, counters: &counters, sums: sums)
  }
}
