import Descent
import DescentLaws
import DescentRules
import FactoredPlugin
import MutantKit

/// Common mistakes in implementations of CAME.
package enum CAMEMutants: RuleMutants {
  package static var host: RuleSubject { WrongTensorRule<NoTensorSlip<CAME>>.subject }

  package static let all: [Mutant] = [
    WrongTensorRule<LateCAMEDecay>.mutant, WrongTensorRule<UnwiredConfidence>.mutant,
    WrongTensorRule<LostResidual>.mutant, WrongTensorRule<UnwiredCAMEClip>.mutant,
  ]
}

protocol CAMESlip: TensorSlip where Rule == CAME {}

enum LateCAMEDecay: CAMESlip {
  static let bug = Bug("decay after the move, which it shrinks", killedBy: "R2")
  static func step<T: KernelScalar>(_ s: TensorStep<T>, _ rule: CAME) {
    var plain = rule
    plain.weightDecay = 0
    plain.step(s)
    for i in 0..<s.count { s.x[i] *= T(1 - s.rate * rule.weightDecay) }
  }
}

enum UnwiredConfidence: CAMESlip {
  static let bug = Bug("β₂ in the place of β₃", killedBy: "P12")
  static func settings(_ rule: CAME) -> CAME {
    var rule = rule
    rule.beta3 = rule.beta2
    return rule
  }
}

enum LostResidual: CAMESlip {
  static let bug = Bug("squared deviations are not remembered", killedBy: "P13")
  static func step<T: KernelScalar>(_ s: TensorStep<T>, _ rule: CAME) {
    if s.tensor.matrices != nil {
      for i in s["residual_row"].indices { s["residual_row"][i] = 0 }
      for i in s["residual_column"].indices { s["residual_column"][i] = 0 }
    }
    rule.step(s)
  }
}

enum UnwiredCAMEClip: CAMESlip {
  static let bug = Bug("the limit d of directions is not wired", killedBy: "P12")
  static func settings(_ rule: CAME) -> CAME {
    var rule = rule
    rule.d = 1
    return rule
  }
}
