import AdamPlugin
import Descent
import DescentLaws
import MutantKit

/// Common mistakes in implementations of Adamax.
package enum AdamaxMutants: RuleMutants {
  package static var host: RuleSubject { WrongAdamax<NoSlip>.subject }

  package static let all: [Mutant] = [
    adamax(AdamsCorrection.self), adamax(UncorrectedMean.self), adamax(SummedSizes.self),
    adamax(OnePlacement.self), adamax(SignedSize.self),
  ]
}

/// One slip in Adamax.
protocol AdamaxSlip: RuleSlip {
  static func settings(_ rule: Adamax) -> Adamax
  static func corrected(_ rate: Double, power1: Double, power2: Double) -> Double
  static func largest<T: KernelScalar>(_ u: T, _ g: T, beta2: Double, _ epsilon: Double) -> T
}

extension AdamaxSlip {
  static func settings(_ rule: Adamax) -> Adamax { rule }
  static func corrected(_ rate: Double, power1: Double, power2: Double) -> Double {
    rate / (1 - power1)
  }
  static func largest<T: KernelScalar>(_ u: T, _ g: T, beta2: Double, _ epsilon: Double) -> T {
    max(abs(g) + T(epsilon), T(beta2) * u)
  }
}

extension NoSlip: AdamaxSlip {}

enum AdamsCorrection: AdamaxSlip {
  static let bug = Bug(
    "Adam's correction of the second moment (swift-apis #313, #741)", killedBy: "C1")
  static func corrected(_ rate: Double, power1: Double, power2: Double) -> Double {
    rate * (1 - power2).squareRoot() / (1 - power1)
  }
}

enum UncorrectedMean: AdamaxSlip {
  static let bug = Bug("the first moment is not corrected", killedBy: "C1")
  static func corrected(_ rate: Double, power1: Double, power2: Double) -> Double { rate }
}

enum SummedSizes: AdamaxSlip {
  static let bug = Bug("a sum in the place of the maximum", killedBy: "C1")
  static func largest<T: KernelScalar>(_ u: T, _ g: T, beta2: Double, _ epsilon: Double) -> T {
    T(beta2) * u + (abs(g) + T(epsilon))
  }
}

enum OnePlacement: AdamaxSlip {
  static let bug = Bug("ε always beside the maximum: eps_placement is not wired", killedBy: "P12")
  static func settings(_ rule: Adamax) -> Adamax {
    var rule = rule
    rule.epsPlacement = .denominator
    return rule
  }
}

enum SignedSize: AdamaxSlip {
  static let bug = Bug("the largest of signed gradients", killedBy: "T7")
  static func largest<T: KernelScalar>(_ u: T, _ g: T, beta2: Double, _ epsilon: Double) -> T {
    max(T(beta2) * u, g + T(epsilon))
  }
}

/// Adamax, with a slip.
struct WrongAdamax<Slip: AdamaxSlip>: RuleHost {
  let original: Adamax
  private let rule: Adamax

  init(_ original: Adamax) {
    self.original = original
    rule = Slip.settings(original)
  }

  var learningRate: Double { original.learningRate }
  var slots: [StateSlot] { original.slots }
  var counters: [StateSlot] { original.counters + [StateSlot("beta2_power", initial: 1)] }

  func constants(rate: Double, counters: inout Counters) -> Double {
    counters[0] *= rule.beta1
    counters[1] *= rule.beta2
    return Slip.corrected(rate, power1: counters[0], power2: counters[1])
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ stepSize: Double
  ) {
    let isNorm = rule.epsPlacement == .norm
    let g = gradient + T(rule.weightDecay) * x
    s[0] = T(rule.beta1) * s[0] + T(1 - rule.beta1) * g
    s[1] = Slip.largest(s[1], g, beta2: rule.beta2, isNorm ? rule.epsilon : 0)
    x -= quotient(T(stepSize) * s[0], s[1] + T(isNorm ? 0 : rule.epsilon))
  }
}

func adamax<Slip: AdamaxSlip>(_: Slip.Type) -> Mutant { WrongAdamax<Slip>.mutant(Slip.bug) }
