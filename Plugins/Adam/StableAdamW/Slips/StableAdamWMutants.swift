import AdamPlugin
import Descent
import DescentLaws
import MutantKit

/// Common mistakes in implementations of StableAdamW.
package enum StableAdamWMutants: RuleMutants {
  package static var host: RuleSubject { WrongSummingRule<NoSummingSlip<StableAdamW>>.subject }

  package static let all: [Mutant] = [
    WrongSummingRule<SummedExcess>.mutant,
    WrongSummingRule<TwiceCorrectedMeans>.mutant,
    WrongSummingRule<PlainShares>.mutant,
  ]
}

protocol StableAdamWSlip: SummingSlip where Rule == StableAdamW {}

enum SummedExcess: StableAdamWSlip {
  static let bug = Bug(
    "the sum over the tensor in the place of the mean", killedBy: "C1")
  static func constants(
    _ info: StepInfo, counters: inout Counters, sums: Sums, _ rule: StableAdamW
  ) -> StableAdamW.Constants {
    var c = rule.constants(info, counters: &counters, sums: sums)
    c.rate = info.rate / max(1, sqrt(sums[0]))
    return c
  }
}

enum TwiceCorrectedMeans: StableAdamWSlip {
  static let bug = Bug(
    "corrected means are corrected once more", killedBy: "C1")
  static func constants(
    _ info: StepInfo, counters: inout Counters, sums: Sums, _ rule: StableAdamW
  ) -> StableAdamW.Constants {
    var c = rule.constants(info, counters: &counters, sums: sums)
    c.rate /= 1 - counters[0]
    return c
  }
}

enum PlainShares: StableAdamWSlip {
  static let bug = Bug(
    "1 − β in the place of 1 − β̂: no correction", killedBy: "C1")
  static func constants(
    _ info: StepInfo, counters: inout Counters, sums: Sums, _ rule: StableAdamW
  ) -> StableAdamW.Constants {
    var c = rule.constants(info, counters: &counters, sums: sums)
    (c.first, c.second) = (1 - rule.beta1, 1 - rule.beta2)
    return c
  }
}
