import Descent
import DescentLaws
import LayerwisePlugin
import MutantKit

/// Common mistakes in implementations of LARS.
package enum LarsMutants: RuleMutants {
  package static var host: RuleSubject { WrongSummingRule<NoSummingSlip<Lars>>.subject }

  package static let all: [Mutant] = [
    WrongSummingRule<DecayInRatioOnly>.mutant, WrongSummingRule<StillAtZero>.mutant,
    WrongSummingRule<AlwaysRateInVelocity>.mutant, WrongSummingRule<UnusedTrustClip>.mutant,
    WrongSummingRule<CoordinateRatio>.mutant,
  ]
}

protocol LarsSlip: SummingSlip where Rule == Lars {}

enum DecayInRatioOnly: LarsSlip {
  static let bug = Bug("decay counts in the ratio only (AiDotNet.Tensors #955)", killedBy: "R1")
  static func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Lars.Constants, _ rule: Lars
  ) { rule.update(&x, gradient: g - T(rule.weightDecay) * x, state: &s, c) }
}

enum StillAtZero: LarsSlip {
  static let bug = Bug("a tensor of zeros never moves (pytorch-lamb #6)", killedBy: "T14")
  static func constants(
    _ info: StepInfo, counters: inout Counters, sums: Sums, _ rule: Lars
  ) -> Lars.Constants {
    var c = rule.constants(info, counters: &counters, sums: sums)
    if rule.adapts && sums[0] == 0 { c.share = 0 }
    return c
  }
}

enum AlwaysRateInVelocity: LarsSlip {
  static let bug = Bug("the rate is always inside the velocity", killedBy: "T13")
  static func settings(_ rule: Lars) -> Lars {
    var rule = rule
    rule.rateInVelocity = true
    return rule
  }
}

enum UnusedTrustClip: LarsSlip {
  static let bug = Bug("trust_clip is not wired", killedBy: "P12")
  static func settings(_ rule: Lars) -> Lars {
    var rule = rule
    rule.trustClip = false
    return rule
  }
}

enum CoordinateRatio: LarsSlip {
  static let bug = Bug("the ratio is that of each coordinate", killedBy: "T11")
  static func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Lars.Constants, _ rule: Lars
  ) {
    let ratio = rule.adapts && x != 0 && g != 0 ? abs(x) / abs(g) : 1
    rule.update(&x, gradient: ratio * g, state: &s, c)
  }
}
