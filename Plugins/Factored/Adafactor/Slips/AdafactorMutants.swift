import Descent
import DescentLaws
import FactoredPlugin
import MutantKit

/// Common mistakes in implementations of Adafactor.
package enum AdafactorMutants: RuleMutants {
  package static var host: RuleSubject { WrongTensorRule<NoTensorSlip<Adafactor>>.subject }

  package static let all: [Mutant] = [
    WrongTensorRule<UnwiredClip>.mutant, WrongTensorRule<LateAdafactorDecay>.mutant,
    WrongTensorRule<CumulativeDecay>.mutant, WrongTensorRule<UnwiredSize>.mutant,
    WrongTensorRule<AlwaysRelative>.mutant, WrongTensorRule<EternalFirst>.mutant,
  ]
}

protocol AdafactorSlip: TensorSlip where Rule == Adafactor {}

enum UnwiredClip: AdafactorSlip {
  static let bug = Bug("the limit d of directions is not wired", killedBy: "P12")
  static func settings(_ rule: Adafactor) -> Adafactor {
    var rule = rule
    rule.d = 1
    return rule
  }
}

enum LateAdafactorDecay: AdafactorSlip {
  static let bug = Bug("decay after the move, which it shrinks", killedBy: "R2")
  static func step<T: KernelScalar>(_ s: TensorStep<T>, _ rule: Adafactor) {
    var plain = rule
    plain.weightDecay = 0
    plain.step(s)
    for i in 0..<s.count { s.x[i] *= T(1 - s.rate * rule.weightDecay) }
  }
}

enum CumulativeDecay: AdafactorSlip {
  static let bug = Bug("the power of the share is not wired", killedBy: "P12")
  static func settings(_ rule: Adafactor) -> Adafactor {
    var rule = rule
    rule.beta2Decay = -0.8
    return rule
  }
}

enum UnwiredSize: AdafactorSlip {
  static let bug = Bug("steps are never in proportion to the tensor's size", killedBy: "P12")
  static func settings(_ rule: Adafactor) -> Adafactor {
    var rule = rule
    rule.scaleParameter = false
    return rule
  }
}

enum AlwaysRelative: AdafactorSlip {
  static let bug = Bug("relative_step is not wired", killedBy: "P12")
  static func settings(_ rule: Adafactor) -> Adafactor {
    var rule = rule
    rule.relativeStep = true
    return rule
  }
}

enum EternalFirst: AdafactorSlip {
  static let bug = Bug("every step is taken for the first: no running means", killedBy: "P13")
  static func step<T: KernelScalar>(_ s: TensorStep<T>, _ rule: Adafactor) {
    s.counters[0] = 0
    rule.step(s)
  }
}
