import Descent
import RMSpropPlugin

// Slips in the mean square, the centered variance and the buffer.

package enum SwappedShares: RMSpropSlip {
  package static let bug = Bug("α and 1 − α swapped (blocks #1159)", killedBy: "C1")
  package static func square<T: KernelScalar>(_ v: T, _ g: T, alpha: Double) -> T {
    T(1 - alpha) * v + T(alpha) * g * g
  }
}

enum SummedSquare: RMSpropSlip {
  static let bug = Bug("the square enters without 1 − α", killedBy: "C1")
  static func square<T: KernelScalar>(_ v: T, _ g: T, alpha: Double) -> T {
    T(alpha) * v + g * g
  }
}

enum UnforgettingSquare: RMSpropSlip {
  static let bug = Bug("the old mean square is not multiplied by α", killedBy: "C1")
  static func square<T: KernelScalar>(_ v: T, _ g: T, alpha: Double) -> T {
    v + T(1 - alpha) * g * g
  }
}

enum SquaredShare: RMSpropSlip {
  static let bug = Bug("1 − α is squared with the gradient", killedBy: "T16")
  static func square<T: KernelScalar>(_ v: T, _ g: T, alpha: Double) -> T {
    T(alpha) * v + T(1 - alpha) * g * (T(1 - alpha) * g)
  }
}

enum MemorylessSquare: RMSpropSlip {
  static let bug = Bug("the mean square has no memory", killedBy: "P13")
  static func square<T: KernelScalar>(_ v: T, _ g: T, alpha: Double) -> T {
    T(1 - alpha) * g * g
  }
}

enum FixedAlpha: RMSpropSlip {
  static let bug = Bug("0.99 in the place of α", killedBy: "P12")
  static func square<T: KernelScalar>(_ v: T, _ g: T, alpha: Double) -> T {
    0.99 * v + T(1 - 0.99) * g * g
  }
  static func mean<T: KernelScalar>(_ m: T, _ g: T, alpha: Double) -> T {
    0.99 * m + T(1 - 0.99) * g
  }
}

enum OneStart: RMSpropSlip {
  static let bug = Bug("the mean square starts at 1, as TensorFlow's does", killedBy: "T5")
  static var start: Double { 1 }
}

enum NegativeVariance: RMSpropSlip {
  static let bug = Bug(
    "the centred variance falls below 0 by rounding (mxnet #6235)", killedBy: "P16")
  static func variance<T: KernelScalar>(_ v: T, _ m: T) -> T { v - m * m }
}

package enum AddedMean: RMSpropSlip {
  package static let bug = Bug("the squared mean is added, not subtracted", killedBy: "C1")
  package static func variance<T: KernelScalar>(_ v: T, _ m: T) -> T { v + m * m }
}

enum UnsquaredMean: RMSpropSlip {
  static let bug = Bug("the mean is subtracted without its square", killedBy: "T5")
  static func variance<T: KernelScalar>(_ v: T, _ m: T) -> T { max(v - m, 0) }
}

enum DoubledMean: RMSpropSlip {
  static let bug = Bug("twice the squared mean is subtracted", killedBy: "C1")
  static func variance<T: KernelScalar>(_ v: T, _ m: T) -> T { max(v - 2 * m * m, 0) }
}

enum HiddenVarianceFloor: RMSpropSlip {
  static let bug = Bug("the centred variance is at least 1e-6: a hidden constant", killedBy: "T6")
  static func variance<T: KernelScalar>(_ v: T, _ m: T) -> T { max(v - m * m, 1e-6) }
}

enum DeadCentering: RMSpropSlip {
  static let bug = Bug("the mean is kept and never subtracted", killedBy: "P12")
  static func variance<T: KernelScalar>(_ v: T, _ m: T) -> T { v }
}

enum SwappedMeanShares: RMSpropSlip {
  static let bug = Bug("α and 1 − α swapped in the mean", killedBy: "C1")
  static func mean<T: KernelScalar>(_ m: T, _ g: T, alpha: Double) -> T {
    T(1 - alpha) * m + T(alpha) * g
  }
}

enum DeadBuffer: RMSpropSlip {
  static let bug = Bug("the buffer is not carried over", killedBy: "P13")
  static func buffer<T: KernelScalar>(_ b: T, _ step: T, momentum: Double, rate: Double) -> T {
    step
  }
}

enum AveragedBuffer: RMSpropSlip {
  static let bug = Bug("the scaled gradient enters the buffer with 1 − μ", killedBy: "C1")
  static func buffer<T: KernelScalar>(_ b: T, _ step: T, momentum: Double, rate: Double) -> T {
    T(momentum) * b + T(1 - momentum) * step
  }
}

enum RateInBuffer: RMSpropSlip {
  static let bug = Bug(
    "the rate is inside the buffer, as Graves has it, and outside", killedBy: "T5")
  static func buffer<T: KernelScalar>(_ b: T, _ step: T, momentum: Double, rate: Double) -> T {
    T(momentum) * b + T(rate) * step
  }
}

enum UnguardedRatio: RMSpropSlip {
  static let bug = Bug("0/0 where no gradient has been and ε = 0", killedBy: "R4")
  static func scaled<T: KernelScalar>(_ g: T, _ denominator: T) -> T { g / denominator }
}

enum ReciprocalEpsilon: RMSpropSlip {
  static let bug = Bug("ε after the reciprocal root (pytorch_optimizer #480)", killedBy: "T5")
  static func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, rate: Double, _ rule: RMSprop
  ) {
    let g = gradient + T(rule.weightDecay) * x
    s[0] = square(s[0], g, alpha: rule.alpha)
    x -= T(rate) * g * (quotient(1, sqrt(s[0])) + T(rule.epsilon))
  }
}

enum LazySquare: RMSpropSlip {
  static let bug = Bug("divides by the mean square before its update", killedBy: "C1")
  static func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, rate: Double, _ rule: RMSprop
  ) {
    let g = gradient + T(rule.weightDecay) * x
    x -= T(rate) * quotient(g, sqrt(s[0]) + T(rule.epsilon))
    s[0] = square(s[0], g, alpha: rule.alpha)
  }
}

enum DecayOnlyInSquare: RMSpropSlip {
  static let bug = Bug(
    "decay only in the mean square, not in the gradient above it", killedBy: "R1")
  static func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, rate: Double, _ rule: RMSprop
  ) {
    let g = gradient + T(rule.weightDecay) * x
    s[0] = square(s[0], g, alpha: rule.alpha)
    x -= T(rate) * quotient(gradient, sqrt(s[0]) + T(rule.epsilon))
  }
}

enum DeadRMSpropPlacement: RMSpropSlip {
  static let bug = Bug("the option eps_placement is not wired", killedBy: "P12")
  static func settings(_ rule: RMSprop) -> RMSprop {
    var rule = rule
    rule.epsPlacement = .after
    return rule
  }
}
