import Descent
import DescentLaws
import MomentumPlugin
import MutantKit

/// Common mistakes in implementations of QHM.
package enum QHMMutants: RuleMutants {
  package static var host: RuleSubject { WrongPointRule<NoPointSlip<QHM>>.subject }

  package static let all: [Mutant] = [
    WrongPointRule<SwappedNu>.mutant(SwappedNu.bug),
    WrongPointRule<SummedMean>.mutant(SummedMean.bug),
    WrongPointRule<OldMean>.mutant(OldMean.bug),
    WrongPointRule<UnwiredQHMDecoupling>.mutant(UnwiredQHMDecoupling.bug),
  ]
}

protocol QHMSlip: PointSlip where Rule == QHM {}

enum SwappedNu: QHMSlip {
  static let bug = Bug(
    "ν and 1 − ν are swapped", killedBy: "C1")
  static func settings(_ rule: QHM) -> QHM {
    var rule = rule
    rule.nu = 1 - rule.nu
    return rule
  }
}

enum SummedMean: QHMSlip {
  static let bug = Bug(
    "the mean is a sum: the gradient enters whole", killedBy: "C1")
  static func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: QHM.Constants, _ rule: QHM
  ) {
    let g = g + T(c.decay.added) * x
    s[0] = T(rule.momentum) * s[0] + g
    x = T(c.decay.shrink) * x - T(c.rate) * (T(1 - rule.nu) * g + T(rule.nu) * s[0])
  }
}

enum OldMean: QHMSlip {
  static let bug = Bug(
    "the move has the mean before its update", killedBy: "C2")
  static func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: QHM.Constants, _ rule: QHM
  ) {
    let g = g + T(c.decay.added) * x
    x = T(c.decay.shrink) * x - T(c.rate) * (T(1 - rule.nu) * g + T(rule.nu) * s[0])
    s[0] = T(rule.momentum) * s[0] + T(1 - rule.momentum) * g
  }
}

enum UnwiredQHMDecoupling: QHMSlip {
  static let bug = Bug(
    "decoupled_weight_decay is not wired", killedBy: "P12")
  static func settings(_ rule: QHM) -> QHM {
    var rule = rule
    rule.decoupledWeightDecay = false
    return rule
  }
}
