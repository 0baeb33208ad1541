import Descent
import DescentLaws
import MutantKit
import ParameterFreePlugin

/// Common mistakes in implementations of DoG.
package enum DoGMutants: RuleMutants {
  package static var host: RuleSubject { WrongJointRule<NoJointSlip<DoG>>.subject }

  package static let all: [Mutant] = [
    WrongJointRule<DecaylessSquares>.mutant, WrongJointRule<PresentDistance>.mutant,
    WrongJointRule<DeadEpsilonOfSquares>.mutant, WrongJointRule<TensorsAlways>.mutant,
    WrongJointRule<RootlessSquares>.mutant,
  ]
}

protocol DoGSlip: JointSlip where Rule == DoG {}

enum DecaylessSquares: DoGSlip {
  static let bug = Bug("the squares are those of the gradient without decay", killedBy: "R1")
  static func terms<T: KernelScalar>(
    _ x: T, gradient g: T, state s: Slots<T>, _ c: Double, _ rule: DoG
  ) -> Terms<T> {
    var terms = rule.terms(x, gradient: g, state: s, c)
    terms[1] = g * g
    return terms
  }
}

enum PresentDistance: DoGSlip {
  static let bug = Bug("the distance at hand, not the largest so far", killedBy: "P13")
  static func constants(
    _ info: StepInfo, counters: inout Counters, sums: Terms<Double>?, _ rule: DoG
  ) -> Double? {
    if counters[0] > 0 { counters[1] = 0 }
    return rule.constants(info, counters: &counters, sums: sums)
  }
}

enum DeadEpsilonOfSquares: DoGSlip {
  static let bug = Bug("the sum of squares starts at 0", killedBy: "P12")
  static func constants(
    _ info: StepInfo, counters: inout Counters, sums: Terms<Double>?, _ rule: DoG
  ) -> Double? {
    if counters[0] == 0 { counters[2] = 0 }
    return rule.constants(info, counters: &counters, sums: sums)
  }
}

enum TensorsAlways: DoGSlip {
  static let bug = Bug("per_tensor is not wired", killedBy: "P12")
  static func settings(_ rule: DoG) -> DoG {
    var rule = rule
    rule.perTensor = false
    return rule
  }
}

enum RootlessSquares: DoGSlip {
  static let bug = Bug("no root over the sum of squares", killedBy: "T19")
  static func constants(
    _ info: StepInfo, counters: inout Counters, sums: Terms<Double>?, _ rule: DoG
  ) -> Double? {
    let first = counters[0] == 0 && rule.initEta > 0
    let c = rule.constants(info, counters: &counters, sums: sums)
    return first || sums == nil ? c : c.map { quotient($0, sqrt(counters[2])) }
  }
}
