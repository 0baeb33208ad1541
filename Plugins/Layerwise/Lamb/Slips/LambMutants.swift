import Descent
import DescentLaws
import LayerwisePlugin
import MutantKit

/// Common mistakes in implementations of LAMB.
package enum LambMutants: RuleMutants {
  package static var host: RuleSubject { WrongSummingRule<NoSummingSlip<Lamb>>.subject }

  package static let all: [Mutant] = [
    WrongSummingRule<TwiceCorrectedStep>.mutant, WrongSummingRule<UnusedCorrection>.mutant,
    WrongSummingRule<LambStillAtZero>.mutant, WrongSummingRule<HiddenClamp>.mutant,
    WrongSummingRule<UnwiredCorrection>.mutant, WrongSummingRule<StaleDirection>.mutant,
  ]
}

protocol LambSlip: SummingSlip where Rule == Lamb {}

enum TwiceCorrectedStep: LambSlip {
  static let bug = Bug("the step is divided by 1 − β₁ᵗ once more (kozistr 4.1.0)", killedBy: "R4")
  static func constants(
    _ info: StepInfo, counters: inout Counters, sums: Sums, _ rule: Lamb
  ) -> Lamb.Constants {
    var c = rule.constants(info, counters: &counters, sums: sums)
    if rule.biasCorrection { c.step /= 1 - counters[0] }
    return c
  }
}

enum UnusedCorrection: LambSlip {
  static let bug = Bug(
    "corrected moments are computed and not used (pytorch-optimizer #443)", killedBy: "R4")
  static func constants(
    _ info: StepInfo, counters: inout Counters, sums: Sums, _ rule: Lamb
  ) -> Lamb.Constants {
    var c = rule.constants(info, counters: &counters, sums: sums)
    (c.first, c.second) = (1, 1)
    return c
  }
}

enum LambStillAtZero: LambSlip {
  static let bug = Bug("a tensor of zeros never moves (pytorch-lamb #6)", killedBy: "T14")
  static func constants(
    _ info: StepInfo, counters: inout Counters, sums: Sums, _ rule: Lamb
  ) -> Lamb.Constants {
    var c = rule.constants(info, counters: &counters, sums: sums)
    if rule.adapts && sums[0] == 0 { c.step = 0 }
    return c
  }
}

enum HiddenClamp: LambSlip {
  static let bug = Bug("the norm of x is clamped to 10 (tensorflow/addons #1933)", killedBy: "P12")
  static func settings(_ rule: Lamb) -> Lamb {
    var rule = rule
    rule.clampNorm = 10
    return rule
  }
}

enum UnwiredCorrection: LambSlip {
  static let bug = Bug("bias_correction is never forwarded (bitsandbytes #2088)", killedBy: "P12")
  static func settings(_ rule: Lamb) -> Lamb {
    var rule = rule
    rule.biasCorrection = true
    return rule
  }
}

enum StaleDirection: LambSlip {
  static let bug = Bug("moves by the moments before their update", killedBy: "T14")
  static func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Lamb.Constants, _ rule: Lamb
  ) {
    let move = quotient(T(c.first) * s[0], sqrt(s[1]) * T(c.second) + T(rule.epsilon))
    let direction = move + T(rule.weightDecay) * x
    _ = rule.direction(x, g, &s, c)
    x -= T(c.step) * direction
  }
}
