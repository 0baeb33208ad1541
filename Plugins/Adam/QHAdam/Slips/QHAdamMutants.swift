import AdamPlugin
import Descent
import DescentLaws
import MutantKit

/// Common mistakes in implementations of QHAdam.
package enum QHAdamMutants: RuleMutants {
  package static var host: RuleSubject { WrongPointRule<NoPointSlip<QHAdam>>.subject }

  package static let all: [Mutant] = [
    WrongPointRule<SwappedNus>.mutant(SwappedNus.bug),
    WrongPointRule<UncorrectedQuasiMean>.mutant(UncorrectedQuasiMean.bug),
    WrongPointRule<RootOfShares>.mutant(RootOfShares.bug),
    WrongPointRule<SingleWeights>.mutant(SingleWeights.bug),
  ]
}

protocol QHAdamSlip: PointSlip where Rule == QHAdam {}

enum SwappedNus: QHAdamSlip {
  static let bug = Bug(
    "ν₁ and ν₂ are swapped", killedBy: "O1")
  static func settings(_ rule: QHAdam) -> QHAdam {
    var rule = rule
    (rule.nu1, rule.nu2) = (rule.nu2, rule.nu1)
    return rule
  }
}

enum UncorrectedQuasiMean: QHAdamSlip {
  static let bug = Bug(
    "the first moment is not corrected", killedBy: "C1")
  static func constants(rate: Double, counters: inout Counters, _ rule: QHAdam) -> QHAdam.Constants
  {
    var c = rule.constants(rate: rate, counters: &counters)
    c.first = rule.nu1
    return c
  }
}

enum RootOfShares: QHAdamSlip {
  static let bug = Bug(
    "ν₂ weighs roots, not squares", killedBy: "O1")
  static func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: QHAdam.Constants, _ rule: QHAdam
  ) {
    let g = g + T(c.decay.added) * x
    s[0] = T(rule.beta1) * s[0] + T(1 - rule.beta1) * g
    s[1] = T(rule.beta2) * s[1] + T(1 - rule.beta2) * g * g
    let direction = T(1 - rule.nu1) * g + T(c.first) * s[0]
    let mean = rule.nu2 == 0 ? 0 : sqrt(T(c.second / rule.nu2) * s[1])
    let root = T(1 - rule.nu2) * abs(g) + T(rule.nu2) * mean
    x = T(c.decay.shrink) * x - T(c.rate) * quotient(direction, root + T(rule.epsilon))
  }
}

enum SingleWeights: QHAdamSlip {
  static let bug = Bug(
    "the weights are in single precision (pytorch_optimizer 4.1.0)", killedBy: "C1")
  static func constants(rate: Double, counters: inout Counters, _ rule: QHAdam) -> QHAdam.Constants
  {
    var c = rule.constants(rate: rate, counters: &counters)
    (c.first, c.second) = (Double(Float(c.first)), Double(Float(c.second)))
    return c
  }
}
