import Descent
import DescentRules
import MomentumPlugin

// Slips in the velocity, in dampening and in the look-ahead step.

package enum DeadMomentum: MomentumSlip {
  package static let bug = Bug(
    "the velocity is reset before every step (pytorch_optimizer #516)", killedBy: "C1")
  package static func velocity<T: KernelScalar>(
    _ v: T, _ g: T, momentum: Double, share: Double, rate: Double
  ) -> T { T(share) * g }
}

package enum SquaredMomentum: MomentumSlip {
  package static let bug = Bug("μ² in the place of μ", killedBy: "C1")
  package static func velocity<T: KernelScalar>(
    _ v: T, _ g: T, momentum: Double, share: Double, rate: Double
  ) -> T { T(momentum * momentum) * v + T(share) * g }
}

package enum AveragedVelocity: MomentumSlip {
  package static let bug = Bug(
    "the gradient enters with 1 − μ in the place of 1 − d", killedBy: "C1")
  package static func share(step: Double, _ rule: Momentum) -> Double { 1 - rule.momentum }
}

enum RateInVelocity: MomentumSlip {
  static let bug = Bug("the rate is inside the velocity (transformers #34506)", killedBy: "T13")
  static func velocity<T: KernelScalar>(
    _ v: T, _ g: T, momentum: Double, share: Double, rate: Double
  ) -> T { T(momentum) * v + T(share * rate) * g }
  static func move<T: KernelScalar>(_ direction: T, rate: Double) -> T { direction }
}

enum LateRate: MomentumSlip {
  static let bug = Bug(
    "the first velocity lacks the rate of later ones (MatrixSlow #17)", killedBy: "T13")
  static func velocity<T: KernelScalar>(
    _ v: T, _ g: T, momentum: Double, share: Double, rate: Double
  ) -> T { v == 0 ? T(share) * g : T(momentum) * v + T(share * rate) * g }
}

package enum NegativeMomentum: MomentumSlip {
  package static let bug = Bug("the old velocity is subtracted", killedBy: "C2")
  package static func velocity<T: KernelScalar>(
    _ v: T, _ g: T, momentum: Double, share: Double, rate: Double
  ) -> T { T(share) * g - T(momentum) * v }
}

enum DampenedVelocity: MomentumSlip {
  static let bug = Bug("dampening scales the whole velocity", killedBy: "C1")
  static func velocity<T: KernelScalar>(
    _ v: T, _ g: T, momentum: Double, share: Double, rate: Double
  ) -> T { T(share) * (T(momentum) * v + g) }
}

enum CappedVelocity: MomentumSlip {
  static let bug = Bug("the velocity is clamped to ±1e6: a hidden constant", killedBy: "T6")
  static func velocity<T: KernelScalar>(
    _ v: T, _ g: T, momentum: Double, share: Double, rate: Double
  ) -> T { max(-1e6, min(1e6, T(momentum) * v + T(share) * g)) }
}

enum FlippedDampening: MomentumSlip {
  static let bug = Bug("d in the place of 1 − d", killedBy: "C1")
  static func share(step: Double, _ rule: Momentum) -> Double {
    step > 1 || rule.dampensFirst ? rule.dampening : 1
  }
}

enum AddedDampening: MomentumSlip {
  static let bug = Bug("1 + d in the place of 1 − d", killedBy: "C1")
  static func share(step: Double, _ rule: Momentum) -> Double {
    step > 1 || rule.dampensFirst ? 1 + rule.dampening : 1
  }
}

enum DeadDampening: MomentumSlip {
  static let bug = Bug("dampening is never used", killedBy: "P12")
  static func share(step: Double, _ rule: Momentum) -> Double { 1 }
}

enum DampenedFirst: MomentumSlip {
  static let bug = Bug("the first gradient is always dampened (pytorch #152833)", killedBy: "P12")
  static func share(step: Double, _ rule: Momentum) -> Double { 1 - rule.dampening }
}

enum UndampenedFirst: MomentumSlip {
  static let bug = Bug("the first gradient is never dampened (pytorch #152833)", killedBy: "T12")
  static func share(step: Double, _ rule: Momentum) -> Double {
    step > 1 ? 1 - rule.dampening : 1
  }
}

enum LateDampening: MomentumSlip {
  static let bug = Bug("the first two gradients are not dampened: off by one", killedBy: "C1")
  static func share(step: Double, _ rule: Momentum) -> Double {
    step > 2 || rule.dampensFirst ? 1 - rule.dampening : 1
  }
}

package enum FlippedLookAhead: MomentumSlip {
  package static let bug = Bug("Nesterov with the wrong sign (Paddle #12231)", killedBy: "R5")
  package static func ahead<T: KernelScalar>(_ g: T, _ v: T, old: T, momentum: Double) -> T {
    g - T(momentum) * v
  }
}

enum OldLookAhead: MomentumSlip {
  static let bug = Bug("Nesterov looks ahead by the old velocity (chainer #4274)", killedBy: "C2")
  static func ahead<T: KernelScalar>(_ g: T, _ v: T, old: T, momentum: Double) -> T {
    g + T(momentum) * old
  }
}

enum DoubleLookAhead: MomentumSlip {
  static let bug = Bug("Nesterov adds the velocity to itself: v + μv", killedBy: "C1")
  static func ahead<T: KernelScalar>(_ g: T, _ v: T, old: T, momentum: Double) -> T {
    v + T(momentum) * v
  }
}

package enum BareLookAhead: MomentumSlip {
  package static let bug = Bug("Nesterov without the gradient", killedBy: "R5")
  package static func ahead<T: KernelScalar>(_ g: T, _ v: T, old: T, momentum: Double) -> T {
    T(momentum) * v
  }
}

enum UnscaledLookAhead: MomentumSlip {
  static let bug = Bug("Nesterov adds v without its μ", killedBy: "R5")
  static func ahead<T: KernelScalar>(_ g: T, _ v: T, old: T, momentum: Double) -> T { g + v }
}

package enum DeadNesterov: MomentumSlip {
  package static let bug = Bug(
    "the flag nesterov is not wired (GTS #16 has one like it)", killedBy: "P12")
  package static func settings(_ rule: Momentum) -> Momentum {
    var rule = rule
    rule.nesterov = false
    return rule
  }
}

package enum AlwaysNesterov: MomentumSlip {
  package static let bug = Bug("always Nesterov's form", killedBy: "P12")
  package static func settings(_ rule: Momentum) -> Momentum {
    var rule = rule
    rule.nesterov = true
    return rule
  }
}

package enum FedBackLookAhead: MomentumSlip {
  package static let bug = Bug(
    "the look-ahead is fed back into the velocity (mlx #87)", killedBy: "C2")
  package static func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, rate: Double, share: Double,
    _ rule: Momentum
  ) {
    let g = gradient + T(rule.weightDecay) * x
    s[0] = T(rule.momentum) * s[0] + T(share) * g
    if rule.nesterov { s[0] = g + T(rule.momentum) * s[0] }
    x -= T(rate) * s[0]
  }
}

enum DecayBesideVelocity: MomentumSlip {
  static let bug = Bug("decay passes by the velocity", killedBy: "R1")
  static func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, rate: Double, share: Double,
    _ rule: Momentum
  ) {
    s[0] = T(rule.momentum) * s[0] + T(share) * g
    let direction = rule.nesterov ? g + T(rule.momentum) * s[0] : s[0]
    x -= T(rate) * (direction + T(rule.weightDecay) * x)
  }
}

package enum StaleVelocity: MomentumSlip {
  package static let bug = Bug("moves by the velocity before its update", killedBy: "T14")
  package static func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, rate: Double, share: Double,
    _ rule: Momentum
  ) {
    let g = gradient + T(rule.weightDecay) * x
    x -= T(rate) * (rule.nesterov ? g + T(rule.momentum) * s[0] : s[0])
    s[0] = T(rule.momentum) * s[0] + T(share) * g
  }
}

enum SelectiveDecay: MomentumSlip {
  static let bug = Bug("decay only with momentum above 0 (ml-explore/mlx #473)", killedBy: "R1")
  static func settings(_ rule: Momentum) -> Momentum {
    var rule = rule
    if rule.momentum == 0 { rule.weightDecay = 0 }
    return rule
  }
}

enum StartedVelocity: MomentumSlip {
  static let bug = Bug("the velocity starts at 1e-3", killedBy: "T5")
  static var start: Double { 1e-3 }
}

enum DeadRateInVelocity: MomentumSlip {
  static let bug = Bug("the option rate_in_velocity is not wired", killedBy: "P12")
  static func settings(_ rule: Momentum) -> Momentum {
    var rule = rule
    rule.rateInVelocity = false
    return rule
  }
}

enum RatelessFirst: MomentumSlip {
  static let bug = Bug("a velocity that keeps its rates takes gradients without", killedBy: "C1")
  static func keptRate(_ rate: Double) -> Double { 1 }
}
