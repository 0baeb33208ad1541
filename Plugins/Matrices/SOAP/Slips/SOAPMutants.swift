import Descent
import DescentLaws
import MatricesPlugin
import MutantKit

/// Common mistakes in implementations of SOAP, as far as laws can see it.
package enum SOAPMutants: RuleMutants {
  package static var host: RuleSubject { WrongTensorRule<NoTensorSlip<SOAP>>.subject }

  package static let all: [Mutant] = [
    WrongTensorRule<SingleBasis>.mutant, WrongTensorRule<RatelessSOAPDecay>.mutant,
    WrongTensorRule<DeadFactorDecay>.mutant, WrongTensorRule<DeadTurn>.mutant,
    WrongTensorRule<ClampedSecondMoment>.mutant,
  ]
}

protocol SOAPSlip: TensorSlip where Rule == SOAP {}

enum SingleBasis: SOAPSlip {
  static let bug = Bug("factors are kept in single precision (the authors' code)", killedBy: "T6")
  static func step<T: KernelScalar>(_ s: TensorStep<T>, _ rule: SOAP) {
    rule.step(s)
    for axis in 0..<max(1, s.tensor.shape.count) {
      let factor = s.slot(2 * axis)
      for i in factor.indices { factor[i] = T(Float(factor[i])) }
    }
  }
}

enum RatelessSOAPDecay: SOAPSlip {
  static let bug = Bug(
    "decay is not multiplied by the rate (tensorflow/addons #2282)", killedBy: "P14")
  static func step<T: KernelScalar>(_ s: TensorStep<T>, _ rule: SOAP) {
    var plain = rule
    plain.weightDecay = 0
    let moves = s.counters[0] > 0
    plain.step(s)
    if moves { for i in 0..<s.count { s.x[i] *= T(1 - rule.weightDecay) } }
  }
}

enum DeadFactorDecay: SOAPSlip {
  static let bug = Bug("shampoo_beta is not wired: β₂ stands in", killedBy: "P12")
  static func settings(_ rule: SOAP) -> SOAP {
    var rule = rule
    rule.shampooBeta = -1
    return rule
  }
}

enum DeadTurn: SOAPSlip {
  static let bug = Bug("the basis stays that of the first gradient", killedBy: "P12")
  static func settings(_ rule: SOAP) -> SOAP {
    var rule = rule
    rule.updatePeriod = 1 << 40
    return rule
  }
}

enum ClampedSecondMoment: SOAPSlip {
  static let bug = Bug("the mean square is at least 1e-12: a hidden constant", killedBy: "T5")
  static func step<T: KernelScalar>(_ s: TensorStep<T>, _ rule: SOAP) {
    rule.step(s)
    let v = s["second_moment"]
    for i in 0..<s.count { v[i] = max(v[i], 1e-12) }
  }
}
