import Descent
import DescentRules

/// One slip in Adam or AdamW.
package protocol AdamSlip: RuleSlip {
  static func settings<Rule: AdamFamily>(_ rule: Rule) -> Rule
  /// The running products of β₁ and β₂ before the first step.
  static var firstPowers: (Double, Double) { get }
  static func advance(_ powers: inout Counters, beta1: Double, beta2: Double)
  /// The rate with the first moment's bias correction.
  static func stepSize(_ rate: Double, power1: Double, power2: Double) -> Double
  /// The bias-correction factor of the second moment's root.
  static func correction(power1: Double, power2: Double) -> Double
  static func first<T: KernelScalar>(_ m: T, _ g: T, beta: Double) -> T
  static func second<T: KernelScalar>(_ v: T, _ g: T, beta: Double) -> T
  static func largest<T: KernelScalar>(_ largest: T, _ v: T) -> T
  static func denominator<T: KernelScalar>(_ v: T, correction: Double, _ epsilon: Double) -> T
  static func move<T: KernelScalar>(_ m: T, _ denominator: T, stepSize: Double) -> T
  /// The factor by which decoupled decay multiplies the parameters.
  static func shrink(rate: Double, decay: Double) -> Double
  /// The parameters after decoupled decay and the move.
  static func moved<T: KernelScalar>(_ x: T, shrink: Double, by move: T) -> T
  static func update<T: KernelScalar, Rule: AdamFamily>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ c: AdamConstants, _ rule: Rule)
}

/// Values that all coordinates share in one step.
package struct AdamConstants {
  package let rate: Double
  /// The factor of decoupled decay.
  package let decayFactor: Double
  package let stepSize: Double
  /// The factor of a second moment before AMSGrad's maximum.
  package let share: Double
  package let correction: Double
  /// The root that is used when ε is not added after it.
  package let root: CorrectedRoot
}

extension AdamSlip {
  package static func settings<Rule: AdamFamily>(_ rule: Rule) -> Rule { rule }
  package static var firstPowers: (Double, Double) { (1, 1) }
  package static func advance(_ powers: inout Counters, beta1: Double, beta2: Double) {
    powers[0] *= beta1
    powers[1] *= beta2
  }
  package static func stepSize(_ rate: Double, power1: Double, power2: Double) -> Double {
    rate / (1 - power1)
  }
  package static func correction(power1: Double, power2: Double) -> Double { 1 / sqrt(1 - power2) }
  package static func first<T: KernelScalar>(_ m: T, _ g: T, beta: Double) -> T {
    T(beta) * m + T(1 - beta) * g
  }
  package static func second<T: KernelScalar>(_ v: T, _ g: T, beta: Double) -> T {
    T(beta) * v + T(1 - beta) * g * g
  }
  package static func largest<T: KernelScalar>(_ largest: T, _ v: T) -> T { max(v, largest) }
  package static func denominator<T: KernelScalar>(_ v: T, correction: Double, _ epsilon: Double)
    -> T
  {
    sqrt(v) * T(correction) + T(epsilon)
  }
  package static func move<T: KernelScalar>(_ m: T, _ denominator: T, stepSize: Double) -> T {
    quotient(T(stepSize) * m, denominator)
  }
  package static func shrink(rate: Double, decay: Double) -> Double { 1 - rate * decay }
  package static func moved<T: KernelScalar>(_ x: T, shrink: Double, by move: T) -> T {
    T(shrink) * x - move
  }
  package static func update<T: KernelScalar, Rule: AdamFamily>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ c: AdamConstants, _ rule: Rule
  ) {
    let g =
      Rule.isDecoupled
      ? gradient : Self.gradient(gradient, x, decay: rule.weightDecay, rate: c.rate)
    s[0] = first(s[0], g, beta: rule.beta1)
    s[1] = second(s[1], g, beta: rule.beta2)
    if rule.amsgrad { s[2] = largest(s[2], s[1] * T(c.share)) }
    let v = rule.amsgrad ? s[2] : s[1]
    let isAfter = rule.epsPlacement == .after
    let root = isAfter ? denominator(v, correction: c.correction, rule.epsilon) : c.root(v)
    let move = Self.move(s[0], root, stepSize: c.stepSize)
    let decay = Rule.isDecoupled ? rule.weightDecay : 0
    x = moved(x, shrink: shrink(rate: c.decayFactor, decay: decay), by: move)
  }
}
