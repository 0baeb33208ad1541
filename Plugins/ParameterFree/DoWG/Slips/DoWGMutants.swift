import Descent
import DescentLaws
import MutantKit
import ParameterFreePlugin

/// Common mistakes in implementations of DoWG.
package enum DoWGMutants: RuleMutants {
  package static var host: RuleSubject { WrongJointRule<NoJointSlip<DoWG>>.subject }

  package static let all: [Mutant] = [
    WrongJointRule<DecaylessWeightedSquares>.mutant, WrongJointRule<PresentSquaredDistance>.mutant,
    WrongJointRule<TogetherAlways>.mutant, WrongJointRule<OwnDistance>.mutant,
  ]
}

protocol DoWGSlip: JointSlip where Rule == DoWG {}

enum DecaylessWeightedSquares: DoWGSlip {
  static let bug = Bug("the squares are those of the gradient without decay", killedBy: "R1")
  static func terms<T: KernelScalar>(
    _ x: T, gradient g: T, state s: Slots<T>, _ c: Double, _ rule: DoWG
  ) -> Terms<T> {
    var terms = rule.terms(x, gradient: g, state: s, c)
    terms[1] = g * g
    return terms
  }
}

enum PresentSquaredDistance: DoWGSlip {
  static let bug = Bug("the distance at hand, not the largest so far", killedBy: "P13")
  static func constants(
    _ info: StepInfo, counters: inout Counters, sums: Terms<Double>?, _ rule: DoWG
  ) -> Double? {
    counters[0] = rule.epsilon
    return rule.constants(info, counters: &counters, sums: sums)
  }
}

enum TogetherAlways: DoWGSlip {
  static let bug = Bug("per_tensor is not wired", killedBy: "P12")
  static func settings(_ rule: DoWG) -> DoWG {
    var rule = rule
    rule.perTensor = false
    return rule
  }
}

enum OwnDistance: DoWGSlip {
  static let bug = Bug("each coordinate is clipped to its own", killedBy: "T11")
  static func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Double, _ rule: DoWG
  ) { rule.update(&x, gradient: max(-1, min(1, g)), state: &s, c) }
}
