import Descent
import DescentRules

// Slips in ε, the root and AMSGrad's maximum.

package enum InnerRootEpsilon: AdamSlip {
  package static let bug = Bug("ε inside the root (Flux.jl #448)", killedBy: "T5")
  package static func denominator<T: KernelScalar>(_ v: T, correction: Double, _ epsilon: Double)
    -> T
  {
    sqrt(v * T(correction) * T(correction) + T(epsilon))
  }
}

package enum TwoEpsilons: AdamSlip {
  package static let bug = Bug(
    "ε inside and outside the root (pytorch_optimizer #397)", killedBy: "T5")
  package static func denominator<T: KernelScalar>(_ v: T, correction: Double, _ epsilon: Double)
    -> T
  {
    sqrt(v + T(epsilon)) * T(correction) + T(epsilon)
  }
}

enum EpsilonHat: AdamSlip {
  static let bug = Bug("ε before the correction (pytorch #22628)", killedBy: "C1")
  static func denominator<T: KernelScalar>(_ v: T, correction: Double, _ epsilon: Double) -> T {
    (sqrt(v) + T(epsilon)) * T(correction)
  }
}

enum LargestEpsilon: AdamSlip {
  static let bug = Bug("max(root, ε) in the place of their sum", killedBy: "C1")
  static func denominator<T: KernelScalar>(_ v: T, correction: Double, _ epsilon: Double) -> T {
    max(sqrt(v) * T(correction), T(epsilon))
  }
}

enum UnusedEpsilon: AdamSlip {
  static let bug = Bug("ε after the root is never used", killedBy: "C1")
  static func denominator<T: KernelScalar>(_ v: T, correction: Double, _ epsilon: Double) -> T {
    sqrt(v) * T(correction)
  }
}

enum HiddenEpsilon: AdamSlip {
  static let bug = Bug("a constant 1e-8 beside ε", killedBy: "T6")
  static func denominator<T: KernelScalar>(_ v: T, correction: Double, _ epsilon: Double) -> T {
    sqrt(v) * T(correction) + T(epsilon) + 1e-8
  }
}

enum NoRoot: AdamSlip {
  static let bug = Bug("no root over the second moment (torch/optim #48)", killedBy: "T5")
  static func denominator<T: KernelScalar>(_ v: T, correction: Double, _ epsilon: Double) -> T {
    v * T(correction) + T(epsilon)
  }
}

enum DoubleRoot: AdamSlip {
  static let bug = Bug("a square root too many (Flux.jl #119)", killedBy: "T5")
  static func denominator<T: KernelScalar>(_ v: T, correction: Double, _ epsilon: Double) -> T {
    sqrt(sqrt(v)) * T(correction) + T(epsilon)
  }
}

enum FlushedSecond: AdamSlip {
  static let bug = Bug("second moments below 1e-35 are flushed to 0", killedBy: "T6")
  static func denominator<T: KernelScalar>(_ v: T, correction: Double, _ epsilon: Double) -> T {
    sqrt(v < 1e-35 ? 0 : v) * T(correction) + T(epsilon)
  }
}

enum SingleRoot: AdamSlip {
  static let bug = Bug("the root in single precision", killedBy: "T6")
  static func denominator<T: KernelScalar>(_ v: T, correction: Double, _ epsilon: Double) -> T {
    T(Float(v).squareRoot()) * T(correction) + T(epsilon)
  }
}

enum UnguardedMove: AdamSlip {
  static let bug = Bug("0/0 where no gradient has been and ε = 0 (optax #1754)", killedBy: "R4")
  static func move<T: KernelScalar>(_ m: T, _ denominator: T, stepSize: Double) -> T {
    T(stepSize) * m / denominator
  }
}

enum Ascending: AdamSlip {
  static let bug = Bug("ascends: the move has the wrong sign", killedBy: "T14")
  static func move<T: KernelScalar>(_ m: T, _ denominator: T, stepSize: Double) -> T {
    -quotient(T(stepSize) * m, denominator)
  }
}

enum TrustedMove: AdamSlip {
  static let bug = Bug("the move is at most the rate: a hidden trust region", killedBy: "C3")
  static func move<T: KernelScalar>(_ m: T, _ denominator: T, stepSize: Double) -> T {
    let ratio = quotient(m, denominator)
    return T(stepSize) * max(-1, min(1, ratio))
  }
}

enum LocalLargest: AdamSlip {
  static let bug = Bug("AMSGrad's maximum is in a local (pytorch #4034)", killedBy: "C2")
  static func largest<T: KernelScalar>(_ largest: T, _ v: T) -> T { v }
}

enum SmallestSecond: AdamSlip {
  static let bug = Bug("AMSGrad takes the smaller second moment", killedBy: "T20")
  static func largest<T: KernelScalar>(_ largest: T, _ v: T) -> T {
    largest == 0 ? v : min(largest, v)
  }
}

enum SummedLargest: AdamSlip {
  static let bug = Bug("AMSGrad adds where it should take the maximum", killedBy: "R5")
  static func largest<T: KernelScalar>(_ largest: T, _ v: T) -> T { largest + v }
}

enum UnwiredAmsgrad: AdamSlip {
  static let bug = Bug("the flag amsgrad is not wired (GTS #16)", killedBy: "P12")
  static func settings<Rule: AdamFamily>(_ rule: Rule) -> Rule {
    var rule = rule
    rule.amsgrad = false
    return rule
  }
}

package enum ReplacedSecond: AdamSlip {
  package static let bug = Bug(
    "AMSGrad's maximum is fed back into the second moment", killedBy: "O1")
  package static func update<T: KernelScalar, Rule: AdamFamily>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ c: AdamConstants, _ rule: Rule
  ) {
    let g = gradient + (Rule.isDecoupled ? 0 : T(rule.weightDecay) * x)
    s[0] = first(s[0], g, beta: rule.beta1)
    let v = second(s[1], g, beta: rule.beta2)
    s[1] = rule.amsgrad ? max(s[1], v) : v
    if rule.amsgrad { s[2] = s[1] }
    let root = denominator(s[1], correction: c.correction, rule.epsilon)
    let shrink = Rule.isDecoupled ? 1 - c.rate * rule.weightDecay : 1
    x = T(shrink) * x - move(s[0], root, stepSize: c.stepSize)
  }
}

enum GradientForMoment: AdamSlip {
  static let bug = Bug("the gradient where the first moment belongs (SCION, #385)", killedBy: "P13")
  static func update<T: KernelScalar, Rule: AdamFamily>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ c: AdamConstants, _ rule: Rule
  ) {
    let g = gradient + (Rule.isDecoupled ? 0 : T(rule.weightDecay) * x)
    s[0] = first(s[0], g, beta: rule.beta1)
    s[1] = second(s[1], g, beta: rule.beta2)
    if rule.amsgrad { s[2] = max(s[2], s[1]) }
    let v = rule.amsgrad ? s[2] : s[1]
    let root = denominator(v, correction: c.correction, rule.epsilon)
    let shrink = Rule.isDecoupled ? 1 - c.rate * rule.weightDecay : 1
    x = T(shrink) * x - move(g, root, stepSize: c.rate)
  }
}
