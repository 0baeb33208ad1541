import AdagradPlugin
import Descent
import DescentLaws
import MutantKit

/// Common mistakes in implementations of SM3.
package enum SM3Mutants: RuleMutants {
  package static var host: RuleSubject { WrongTensorRule<NoTensorSlip<SM3>>.subject }

  package static let all: [Mutant] = [
    WrongTensorRule<SummedMoment>.mutant, WrongTensorRule<LostAxes>.mutant,
    WrongTensorRule<UnwiredSM3Decay>.mutant, WrongTensorRule<StartedAxes>.mutant,
  ]
}

protocol SM3Slip: TensorSlip where Rule == SM3 {}

enum SummedMoment: SM3Slip {
  static let bug = Bug("the moment adds whole directions, without 1 − β", killedBy: "T16")
  static func step<T: KernelScalar>(_ s: TensorStep<T>, _ rule: SM3) {
    let before = s.pointBefore()
    defer { before.deallocate() }
    rule.step(s)
    for i in 0..<s.count {
      s.x[i] = before[i] + (s.x[i] - before[i]) / T(1 - rule.momentum)
    }
  }
}

enum LostAxes: SM3Slip {
  static let bug = Bug("the sums of the axes are never written back", killedBy: "P13")
  static func step<T: KernelScalar>(_ s: TensorStep<T>, _ rule: SM3) {
    rule.step(s)
    for axis in 0..<max(1, s.tensor.shape.count) {
      let mu = s["axis_\(axis)"]
      for i in mu.indices { mu[i] = 0 }
    }
  }
}

enum UnwiredSM3Decay: SM3Slip {
  static let bug = Bug("beta2 is not wired", killedBy: "P12")
  static func settings(_ rule: SM3) -> SM3 {
    var rule = rule
    rule.beta2 = 1
    return rule
  }
}

enum StartedAxes: SM3Slip {
  static let bug = Bug("the sums start at 1e-3", killedBy: "T5")
  static func step<T: KernelScalar>(_ s: TensorStep<T>, _ rule: SM3) {
    let axes = (0..<max(1, s.tensor.shape.count)).map { s["axis_\($0)"] }
    if axes.allSatisfy({ $0.allSatisfy { $0 == 0 } }) {
      for mu in axes { for i in mu.indices { mu[i] = 1e-3 } }
    }
    rule.step(s)
  }
}
