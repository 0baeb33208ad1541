import Descent
import DescentLaws
import MatricesPlugin
import MutantKit

/// Common mistakes in implementations of Muon.
package enum MuonMutants: RuleMutants {
  package static var host: RuleSubject { WrongTensorRule<NoTensorSlip<Muon>>.subject }

  package static let all: [Mutant] = [
    WrongTensorRule<NormalisedMomentum>.mutant, WrongTensorRule<UpsideDownFactor>.mutant,
    WrongTensorRule<FactoredDecay>.mutant, WrongTensorRule<LateDecay>.mutant,
    WrongTensorRule<WholeFirstMomentum>.mutant, WrongTensorRule<SingleMuon>.mutant,
    WrongTensorRule<DeadMuonCorrection>.mutant, WrongTensorRule<DeadMuonPlacement>.mutant,
    WrongTensorRule<DeadMuonDecay>.mutant,
  ]
}

protocol MuonSlip: TensorSlip where Rule == Muon {}

enum NormalisedMomentum: MuonSlip {
  static let bug = Bug(
    "without nesterov the momentum itself is normalised (pytorch #194664)", killedBy: "T5")
  static func step<T: KernelScalar>(_ s: TensorStep<T>, _ rule: Muon) {
    rule.step(s)
    let (m, norm) = (s["momentum"], s.matrix(s["momentum"]).view.norm)
    if rule.nesterov || norm == 0 { return }
    for i in 0..<s.count { m[i] = T(Double(m[i]) / norm) }
  }
}

enum UpsideDownFactor: MuonSlip {
  static let bug = Bug("columns over rows in the rate's factor (keras #21885)", killedBy: "R4")
  static func step<T: KernelScalar>(_ s: TensorStep<T>, _ rule: Muon) {
    let before = s.pointBefore()
    defer { before.deallocate() }
    rule.step(s)
    guard rule.adjustLr == .original else { return }
    let matrix = s.matrix(s.x)
    let ratio = Double(matrix.rows) / Double(matrix.columns) * 1.0
    let factor = Double.sqrt(rule.transposed ? ratio : 1 / ratio)
    let kept = T(1 - s.rate * rule.weightDecay)
    // √max(1, 1/r) = √max(1, r) · √(1/r)
    for i in 0..<s.count { s.x[i] = before[i] * kept + T(factor) * (s.x[i] - before[i] * kept) }
  }
}

enum FactoredDecay: MuonSlip {
  static let bug = Bug("decay is multiplied by the factor of the rate, too", killedBy: "R2")
  static func step<T: KernelScalar>(_ s: TensorStep<T>, _ rule: Muon) {
    let before = s.pointBefore()
    defer { before.deallocate() }
    rule.step(s)
    let matrix = s.matrix(s.x)
    let ratio = Double(max(matrix.rows, matrix.columns)) / Double(min(matrix.rows, matrix.columns))
    for i in 0..<s.count {
      s.x[i] -= T(s.rate * rule.weightDecay * (Double.sqrt(ratio) - 1)) * before[i]
    }
  }
}

enum LateDecay: MuonSlip {
  static let bug = Bug("decay after the move, which it shrinks", killedBy: "R2")
  static func step<T: KernelScalar>(_ s: TensorStep<T>, _ rule: Muon) {
    var plain = rule
    plain.weightDecay = 0
    plain.step(s)
    for i in 0..<s.count { s.x[i] *= T(1 - s.rate * rule.weightDecay) }
  }
}

enum WholeFirstMomentum: MuonSlip {
  static let bug = Bug("the first momentum is the gradient, as in PyTorch's SGD", killedBy: "T12")
  static func step<T: KernelScalar>(_ s: TensorStep<T>, _ rule: Muon) {
    let m = s["momentum"]
    let isFirst = m.allSatisfy { $0 == 0 }
    rule.step(s)
    if isFirst { for i in 0..<s.count { m[i] = s.gradient[i] + T.leastNonzeroMagnitude } }
  }
}

enum SingleMuon: MuonSlip {
  static let bug = Bug("the momentum is kept in single precision", killedBy: "T6")
  static func step<T: KernelScalar>(_ s: TensorStep<T>, _ rule: Muon) {
    rule.step(s)
    let m = s["momentum"]
    for i in 0..<s.count { m[i] = T(Float(m[i])) }
  }
}

enum DeadMuonCorrection: MuonSlip {
  static let bug = Bug("bias_correction is not wired", killedBy: "P12")
  static func settings(_ rule: Muon) -> Muon {
    var rule = rule
    rule.biasCorrection = false
    return rule
  }
}

enum DeadMuonPlacement: MuonSlip {
  static let bug = Bug("eps_placement is not wired", killedBy: "P12")
  static func settings(_ rule: Muon) -> Muon {
    var rule = rule
    rule.epsPlacement = .clamp
    return rule
  }
}

enum DeadMuonDecay: MuonSlip {
  static let bug = Bug("decay goes into an unused variable (tinygrad #17708)", killedBy: "P12")
  static func settings(_ rule: Muon) -> Muon {
    var rule = rule
    rule.weightDecay = 0
    return rule
  }
}
