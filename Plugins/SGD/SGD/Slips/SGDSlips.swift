import Descent
import SGDPlugin

// Slips of gradient descent only. It shares the others with momentum.

package enum SignStep: SGDSlip {
  package static let bug = Bug("moves by the sign of the gradient", killedBy: "T5")
  package static func move<T: KernelScalar>(_ g: T, rate: Double) -> T {
    g > 0 ? T(rate) : g < 0 ? -T(rate) : 0
  }
}

package enum DoubledMove: SGDSlip {
  package static let bug = Bug("moves twice as far, as for a loss without its half", killedBy: "C1")
  package static func move<T: KernelScalar>(_ g: T, rate: Double) -> T { T(2 * rate) * g }
}

enum ScaledUpParameter: SGDSlip {
  static let bug = Bug("decay before and after the move", killedBy: "R1")
  static func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, rate: Double, _ rule: SGD
  ) {
    x -= T(rate) * (gradient + T(rule.weightDecay) * x)
    x -= T(rate * rule.weightDecay) * x
  }
}

enum ParameterTimesGradient: SGDSlip {
  static let bug = Bug("an exponentiated step: x times 1 − ηg", killedBy: "T9")
  static func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, rate: Double, _ rule: SGD
  ) { x *= 1 - T(rate) * (gradient + T(rule.weightDecay)) }
}

enum RoundedUpParameter: SGDSlip {
  static let bug = Bug("parameters below 1e-30 are flushed to 0", killedBy: "T6")
  static func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, rate: Double, _ rule: SGD
  ) {
    x -= T(rate) * (gradient + T(rule.weightDecay) * x)
    if abs(x) < 1e-30 { x = 0 }
  }
}

enum CappedDecayShare: SGDSlip {
  static let bug = Bug("weight decay above 0.1 is taken for 0.1", killedBy: "T17")
  static func settings(_ rule: SGD) -> SGD {
    var rule = rule
    rule.weightDecay = min(rule.weightDecay, 0.1)
    return rule
  }
}
