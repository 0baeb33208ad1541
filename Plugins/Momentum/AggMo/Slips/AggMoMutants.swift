import Descent
import DescentLaws
import MomentumPlugin
import MutantKit

/// Common mistakes in implementations of aggregated momentum.
package enum AggMoMutants: RuleMutants {
  package static var host: RuleSubject { WrongPointRule<NoPointSlip<AggMo>>.subject }

  package static let all: [Mutant] = [
    WrongPointRule<SummedVelocities>.mutant(SummedVelocities.bug),
    WrongPointRule<ShiftedDecays>.mutant(ShiftedDecays.bug),
    WrongPointRule<SharedVelocity>.mutant(SharedVelocity.bug),
    WrongPointRule<DampenedVelocities>.mutant(DampenedVelocities.bug),
  ]
}

protocol AggMoSlip: PointSlip where Rule == AggMo {}

enum SummedVelocities: AggMoSlip {
  static let bug = Bug(
    "the velocities are added, not averaged", killedBy: "C1")
  static func constants(rate: Double, counters: inout Counters, _ rule: AggMo) -> AggMo.Constants {
    var c = rule.constants(rate: rate, counters: &counters)
    c.rate = rate
    return c
  }
}

enum ShiftedDecays: AggMoSlip {
  static let bug = Bug(
    "the decays begin with 1 − a", killedBy: "C1")
  static func constants(rate: Double, counters: inout Counters, _ rule: AggMo) -> AggMo.Constants {
    var c = rule.constants(rate: rate, counters: &counters)
    for i in 1..<rule.k { c.decays[i] = 1 - .pow(rule.a, i + 1) }
    return c
  }
}

enum SharedVelocity: AggMoSlip {
  static let bug = Bug(
    "velocities share a buffer, as equal decays did (pytorch_optimizer 4.1.0)", killedBy: "C1")
  static func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: AggMo.Constants, _ rule: AggMo
  ) {
    let g = g + T(rule.weightDecay) * x
    var sum = g
    for i in 1..<rule.k {
      s[0] = T(c.decays[i]) * s[0] + g
      sum += s[0]
    }
    x -= T(c.rate) * sum
  }
}

enum DampenedVelocities: AggMoSlip {
  static let bug = Bug(
    "gradients enter with 1 − βᵢ", killedBy: "C1")
  static func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: AggMo.Constants, _ rule: AggMo
  ) {
    let g = g + T(rule.weightDecay) * x
    var sum = g
    for i in 1..<rule.k {
      s[i - 1] = T(c.decays[i]) * s[i - 1] + T(1 - c.decays[i]) * g
      sum += s[i - 1]
    }
    x -= T(c.rate) * sum
  }
}
