import Descent
import DescentRules

// Slips in AdamW's decay.

enum GrowingWeights: AdamSlip {
  static let bug = Bug("decay with the wrong sign (AdamW-pytorch #1)", killedBy: "T17")
  static func shrink(rate: Double, decay: Double) -> Double { 1 + rate * decay }
}

package enum RatelessDecay: AdamSlip {
  package static let bug = Bug(
    "decay not multiplied by the rate (tensorflow/addons #2282)", killedBy: "T5")
  package static func shrink(rate: Double, decay: Double) -> Double { 1 - decay }
}

enum SquaredRateDecay: AdamSlip {
  static let bug = Bug("decay multiplied by the rate twice", killedBy: "T17")
  static func shrink(rate: Double, decay: Double) -> Double { 1 - rate * rate * decay }
}

enum DoubledShrink: AdamSlip {
  static let bug = Bug("decay counted twice", killedBy: "T17")
  static func shrink(rate: Double, decay: Double) -> Double { 1 - 2 * rate * decay }
}

enum ReciprocalShrink: AdamSlip {
  static let bug = Bug("x / (1 + ηλ): right to the first order only", killedBy: "T17")
  static func shrink(rate: Double, decay: Double) -> Double { 1 / (1 + rate * decay) }
}

enum UnusedDecay: AdamSlip {
  static let bug = Bug("decay computed and never used (tinygrad #17708)", killedBy: "P12")
  static func shrink(rate: Double, decay: Double) -> Double { 1 }
}

enum CappedDecay: AdamSlip {
  static let bug = Bug("ηλ above 0.1 is taken for 0.1: a cap without a unit", killedBy: "T17")
  static func shrink(rate: Double, decay: Double) -> Double { 1 - min(rate * decay, 0.1) }
}

enum DecayAfterMove: AdamSlip {
  static let bug = Bug("decay after the move (transformers #14539)", killedBy: "R2")
  static func moved<T: KernelScalar>(_ x: T, shrink: Double, by move: T) -> T {
    (x - move) * T(shrink)
  }
}

enum ConstantShrink: AdamSlip {
  static let bug = Bug("decay subtracts ηλ, not ηλx (jettify #454)", killedBy: "T17")
  static func moved<T: KernelScalar>(_ x: T, shrink: Double, by move: T) -> T {
    x - T(1 - shrink) - move
  }
}

enum SoftThreshold: AdamSlip {
  static let bug = Bug("l1 in the place of l2 (keras-adamw #39)", killedBy: "T17")
  static func moved<T: KernelScalar>(_ x: T, shrink: Double, by move: T) -> T {
    let step = T(1 - shrink)
    return (x > step ? x - step : x < -step ? x + step : 0) - move
  }
}

enum DecayOnlyWhileMoving: AdamSlip {
  static let bug = Bug("no decay where the move is 0, as lazy updates do", killedBy: "T17")
  static func moved<T: KernelScalar>(_ x: T, shrink: Double, by move: T) -> T {
    move == 0 ? x : T(shrink) * x - move
  }
}

enum NoDecayNoUpdate: AdamSlip {
  static let bug = Bug(
    "without decay nothing is updated (PaddleCustomDevice #1202)", killedBy: "C1")
  static func moved<T: KernelScalar>(_ x: T, shrink: Double, by move: T) -> T {
    shrink == 1 ? x : T(shrink) * x - move
  }
}

package enum CoupledDecayInstead: AdamSlip {
  package static let bug = Bug(
    "Adam with l2: the decay passes through the moments (keras #19051)", killedBy: "R2")
  package static func update<T: KernelScalar, Rule: AdamFamily>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ c: AdamConstants, _ rule: Rule
  ) {
    let g = gradient + T(rule.weightDecay) * x
    s[0] = first(s[0], g, beta: rule.beta1)
    s[1] = second(s[1], g, beta: rule.beta2)
    if rule.amsgrad { s[2] = max(s[2], s[1]) }
    let v = rule.amsgrad ? s[2] : s[1]
    x -= move(s[0], denominator(v, correction: c.correction, rule.epsilon), stepSize: c.stepSize)
  }
}

enum DecayInRatio: AdamSlip {
  static let bug = Bug("decay inside the adaptive ratio (tensorli #1)", killedBy: "R2")
  static func update<T: KernelScalar, Rule: AdamFamily>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: AdamConstants, _ rule: Rule
  ) {
    s[0] = first(s[0], g, beta: rule.beta1)
    s[1] = second(s[1], g, beta: rule.beta2)
    if rule.amsgrad { s[2] = max(s[2], s[1]) }
    let v = rule.amsgrad ? s[2] : s[1]
    let root = denominator(v, correction: c.correction, rule.epsilon)
    x -= move(s[0] + T(rule.weightDecay) * x, root, stepSize: c.stepSize)
  }
}

enum DecoupledInstead: AdamSlip {
  static let bug = Bug("a kernel named Adam applies AdamW's decay (FlagGems #4988)", killedBy: "R1")
  static func update<T: KernelScalar, Rule: AdamFamily>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: AdamConstants, _ rule: Rule
  ) {
    s[0] = first(s[0], g, beta: rule.beta1)
    s[1] = second(s[1], g, beta: rule.beta2)
    if rule.amsgrad { s[2] = max(s[2], s[1]) }
    let v = rule.amsgrad ? s[2] : s[1]
    let root = denominator(v, correction: c.correction, rule.epsilon)
    x = T(1 - c.rate * rule.weightDecay) * x - move(s[0], root, stepSize: c.stepSize)
  }
}
