import AdagradPlugin
import Descent
import MutantKit

/// One slip in Adagrad.
package protocol AdagradSlip: RuleSlip {
  static func settings(_ rule: Adagrad) -> Adagrad
  /// The accumulator before the first step.
  static func start(_ value: Double) -> Double
  /// The rate of step t. Steps count from 1.
  static func rate(_ rate: Double, step: Double, decay: Double) -> Double
  static func accumulated<T: KernelScalar>(_ a: T, _ g: T) -> T
  static func move<T: KernelScalar>(_ g: T, _ denominator: T, rate: Double) -> T
  static func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, rate: Double, _ rule: Adagrad)
}

extension AdagradSlip {
  package static func settings(_ rule: Adagrad) -> Adagrad { rule }
  package static func start(_ value: Double) -> Double { value }
  package static func rate(_ rate: Double, step: Double, decay: Double) -> Double {
    rate / (1 + (step - 1) * decay)
  }
  package static func accumulated<T: KernelScalar>(_ a: T, _ g: T) -> T { a + g * g }
  package static func move<T: KernelScalar>(_ g: T, _ denominator: T, rate: Double) -> T {
    quotient(T(rate) * g, denominator)
  }
  package static func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, rate: Double, _ rule: Adagrad
  ) {
    let g = Self.gradient(gradient, x, decay: rule.weightDecay, rate: rate)
    s[0] = accumulated(s[0], g)
    // With ε inside the root, the slip's denominator for a square of 0 takes the place of ε.
    let root =
      rule.epsPlacement == .inside
      ? sqrt(s[0] + denominator(0, rule.epsilon)) : denominator(s[0], rule.epsilon)
    x -= move(g, root, rate: rate)
  }
}

/// Adagrad, with a slip.
package struct WrongAdagrad<Slip: AdagradSlip>: RuleHost {
  package let original: Adagrad
  private let rule: Adagrad

  package init(_ original: Adagrad) {
    self.original = original
    rule = Slip.settings(original)
  }

  package var learningRate: Double { Slip.standardRate(original.learningRate) }
  package var slots: [StateSlot] {
    [StateSlot("accumulator", initial: Slip.start(rule.initialAccumulatorValue))]
  }
  package var counters: [StateSlot] { ["step"] }

  package func constants(rate: Double, counters: inout Counters) -> Double {
    counters[0] += 1
    return Slip.rate(rate, step: counters[0], decay: rule.lrDecay)
  }

  package func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ rate: Double
  ) { Slip.update(&x, gradient: gradient, state: &s, rate: rate, rule) }
}

package func adagrad<Slip: AdagradSlip>(_: Slip.Type) -> Mutant {
  WrongAdagrad<Slip>.mutant(Slip.bug)
}

extension NoSlip: AdagradSlip {}
