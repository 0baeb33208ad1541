import AdamPlugin
import Descent
import DescentLaws
import DescentRules
import MutantKit

/// Common mistakes in implementations of AdaBelief.
package enum AdaBeliefMutants: RuleMutants {
  package static var host: RuleSubject { WrongAdaBelief<NoSlip>.subject }

  package static let all: [Mutant] = [
    adabelief(OldSurprise.self), adabelief(EpsilonOutsideState.self), adabelief(SharedEpsilon.self),
    adabelief(ForgottenLargest.self), adabelief(SquaredGradient.self), adabelief(DeadRectify.self),
  ]
}

/// One slip in AdaBelief.
protocol AdaBeliefSlip: RuleSlip {
  static func settings(_ rule: AdaBelief) -> AdaBelief
  static func surprise<T: KernelScalar>(_ g: T, mean: T, old: T) -> T
  static func second<T: KernelScalar>(_ v: T, _ surprise: T, beta2: Double, _ epsilon: Double) -> T
  /// The second moment with the ε that is added only under its root.
  static func rooted<T: KernelScalar>(_ v: T, _ epsilon: Double) -> T
  static func larger<T: KernelScalar>(_ largest: T, _ v: T) -> T
}

extension AdaBeliefSlip {
  static func settings(_ rule: AdaBelief) -> AdaBelief { rule }
  static func surprise<T: KernelScalar>(_ g: T, mean: T, old: T) -> T { g - mean }
  static func second<T: KernelScalar>(_ v: T, _ surprise: T, beta2: Double, _ epsilon: Double)
    -> T
  {
    T(beta2) * v + T(1 - beta2) * surprise * surprise + T(epsilon)
  }
  static func rooted<T: KernelScalar>(_ v: T, _ epsilon: Double) -> T { v }
  static func larger<T: KernelScalar>(_ largest: T, _ v: T) -> T { max(v, largest) }
}

extension NoSlip: AdaBeliefSlip {}

enum OldSurprise: AdaBeliefSlip {
  static let bug = Bug("the difference from the mean of the step before", killedBy: "C2")
  static func surprise<T: KernelScalar>(_ g: T, mean: T, old: T) -> T { g - old }
}

enum EpsilonOutsideState: AdaBeliefSlip {
  static let bug = Bug(
    "ε under the root and not in the state (pytorch_optimizer #397, #398)", killedBy: "C2")
  static func second<T: KernelScalar>(_ v: T, _ surprise: T, beta2: Double, _ epsilon: Double)
    -> T
  {
    T(beta2) * v + T(1 - beta2) * surprise * surprise
  }
  static func rooted<T: KernelScalar>(_ v: T, _ epsilon: Double) -> T { v + T(epsilon) }
}

enum SharedEpsilon: AdaBeliefSlip {
  static let bug = Bug("ε joins the share of the difference: (1 − β₂) ε", killedBy: "C2")
  static func second<T: KernelScalar>(_ v: T, _ surprise: T, beta2: Double, _ epsilon: Double)
    -> T
  {
    T(beta2) * v + T(1 - beta2) * (surprise * surprise + T(epsilon))
  }
}

enum ForgottenLargest: AdaBeliefSlip {
  static let bug = Bug("AMSGrad's maximum is in a local (pytorch #4034)", killedBy: "P12")
  static func larger<T: KernelScalar>(_ largest: T, _ v: T) -> T { v }
}

enum SquaredGradient: AdaBeliefSlip {
  static let bug = Bug("the square of the gradient: Adam", killedBy: "C2")
  static func surprise<T: KernelScalar>(_ g: T, mean: T, old: T) -> T { g }
}

enum DeadRectify: AdaBeliefSlip {
  static let bug = Bug("the option rectify is not wired", killedBy: "P12")
  static func settings(_ rule: AdaBelief) -> AdaBelief {
    var rule = rule
    rule.rectify = false
    return rule
  }
}

/// AdaBelief, with a slip.
struct WrongAdaBelief<Slip: AdaBeliefSlip>: RuleHost {
  let original: AdaBelief
  private let rule: AdaBelief

  init(_ original: AdaBelief) {
    self.original = original
    rule = Slip.settings(original)
  }

  var learningRate: Double { original.learningRate }
  var slots: [StateSlot] { original.slots }
  var counters: [StateSlot] { original.counters }
  private var inner: Double { rule.epsRoot < 0 ? rule.epsilon : rule.epsRoot }

  func constants(rate: Double, counters: inout Counters) -> RectifiedConstants {
    rule.constants(rate: rate, counters: &counters)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ c: RectifiedConstants
  ) {
    let g = gradient + T(c.decay.added) * x
    let old = s[0]
    s[0] = T(rule.beta1) * old + T(1 - rule.beta1) * g
    s[1] = Slip.second(
      s[1], Slip.surprise(g, mean: s[0], old: old), beta2: rule.beta2, inner)
    if rule.amsgrad { s[2] = Slip.larger(s[2], s[1]) }
    let v = Slip.rooted(rule.amsgrad ? s[2] : s[1], inner)
    let m = T(c.stepSize) * s[0]
    x = T(c.decay.shrink) * x - (c.isRectified ? quotient(m, c.root(v)) : m)
  }
}

func adabelief<Slip: AdaBeliefSlip>(_: Slip.Type) -> Mutant {
  WrongAdaBelief<Slip>.mutant(Slip.bug)
}
