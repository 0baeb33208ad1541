import AdagradPlugin
import Descent

// Slips in the accumulator and in the rate's decay.

enum LinearAccumulator: AdagradSlip {
  static let bug = Bug("|g| is accumulated, not g²", killedBy: "T5")
  static func accumulated<T: KernelScalar>(_ a: T, _ g: T) -> T { a + abs(g) }
}

enum OverwrittenAccumulator: AdagradSlip {
  static let bug = Bug("the accumulator is overwritten, not added to", killedBy: "C1")
  static func accumulated<T: KernelScalar>(_ a: T, _ g: T) -> T { g * g }
}

package enum DecayingAccumulator: AdagradSlip {
  package static let bug = Bug("the accumulator forgets by 0.99 a step", killedBy: "T18")
  package static func accumulated<T: KernelScalar>(_ a: T, _ g: T) -> T { 0.99 * a + g * g }
}

enum LargestAccumulator: AdagradSlip {
  static let bug = Bug("the largest square in the place of the sum", killedBy: "C1")
  static func accumulated<T: KernelScalar>(_ a: T, _ g: T) -> T { max(a, g * g) }
}

enum CappedAccumulator: AdagradSlip {
  static let bug = Bug("the accumulator saturates at 1e25", killedBy: "T6")
  static func accumulated<T: KernelScalar>(_ a: T, _ g: T) -> T { min(a + g * g, 1e25) }
}

enum DeadStart: AdagradSlip {
  static let bug = Bug("the initial accumulator is never used", killedBy: "P12")
  static func start(_ value: Double) -> Double { 0 }
}

enum FixedStart: AdagradSlip {
  static let bug = Bug(
    "the accumulator starts at 0.1 whatever is asked (tensorflow #37819)", killedBy: "P12")
  static func start(_ value: Double) -> Double { 0.1 }
}

enum SquaredStart: AdagradSlip {
  static let bug = Bug("the initial accumulator is squared", killedBy: "T5")
  static func start(_ value: Double) -> Double { value * value }
}

enum TinyStart: AdagradSlip {
  static let bug = Bug("a hidden 1e-12 in the initial accumulator", killedBy: "T6")
  static func start(_ value: Double) -> Double { value + 1e-12 }
}

enum DeadRateDecay: AdagradSlip {
  static let bug = Bug("the decay of the rate is ignored (tensorflow_scala #55)", killedBy: "P12")
  static func rate(_ rate: Double, step: Double, decay: Double) -> Double { rate }
}

enum EarlyRateDecay: AdagradSlip {
  static let bug = Bug("the rate decays from the first step: t for t − 1", killedBy: "C1")
  static func rate(_ rate: Double, step: Double, decay: Double) -> Double {
    rate / (1 + step * decay)
  }
}

enum ExponentialRateDecay: AdagradSlip {
  static let bug = Bug("the rate decays as a power (simd_neuralnet #78)", killedBy: "C1")
  static func rate(_ rate: Double, step: Double, decay: Double) -> Double {
    rate / Double.pow(1 + decay, step - 1)
  }
}

enum GrowingRate: AdagradSlip {
  static let bug = Bug("the rate grows where it should decay", killedBy: "T16")
  static func rate(_ rate: Double, step: Double, decay: Double) -> Double {
    rate * (1 + (step - 1) * decay)
  }
}

enum RootedRateDecay: AdagradSlip {
  static let bug = Bug("a root over the decay of the rate", killedBy: "C1")
  static func rate(_ rate: Double, step: Double, decay: Double) -> Double {
    rate / sqrt(1 + (step - 1) * decay)
  }
}

enum LazyAccumulator: AdagradSlip {
  static let bug = Bug("divides by the accumulator before its update", killedBy: "C1")
  static func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, rate: Double, _ rule: Adagrad
  ) {
    let g = gradient + T(rule.weightDecay) * x
    x -= quotient(T(rate) * g, sqrt(s[0]) + T(rule.epsilon))
    s[0] += g * g
  }
}

enum UndecayedAccumulator: AdagradSlip {
  static let bug = Bug("decay after the update of the state (mxnet #9363)", killedBy: "R1")
  static func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, rate: Double, _ rule: Adagrad
  ) {
    s[0] += gradient * gradient
    let g = gradient + T(rule.weightDecay) * x
    x -= quotient(T(rate) * g, sqrt(s[0]) + T(rule.epsilon))
  }
}

enum AscendingAdagrad: AdagradSlip {
  static let bug = Bug("descent and decay are both added (Paddle #4743)", killedBy: "T14")
  static func move<T: KernelScalar>(_ g: T, _ denominator: T, rate: Double) -> T {
    -quotient(T(rate) * g, denominator)
  }
}

enum DeadAdagradPlacement: AdagradSlip {
  static let bug = Bug("the option eps_placement is not wired", killedBy: "P12")
  static func settings(_ rule: Adagrad) -> Adagrad {
    var rule = rule
    rule.epsPlacement = .after
    return rule
  }
}
