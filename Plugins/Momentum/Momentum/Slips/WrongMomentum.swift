import Descent
import MomentumPlugin
import MutantKit

/// One slip in momentum, heavy ball or Nesterov.
package protocol MomentumSlip: RuleSlip {
  static func settings(_ rule: Momentum) -> Momentum
  /// The gradient's share in the next velocity, at step t. Steps count from 1.
  static func share(step: Double, _ rule: Momentum) -> Double
  static func velocity<T: KernelScalar>(
    _ v: T, _ g: T, momentum: Double, share: Double, rate: Double
  ) -> T
  /// The look-ahead in Nesterov's form.
  static func ahead<T: KernelScalar>(_ g: T, _ v: T, old: T, momentum: Double) -> T
  /// The rate that multiplies a gradient in the velocity.
  static func keptRate(_ rate: Double) -> Double
  static func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, rate: Double, share: Double,
    _ rule: Momentum)
}

extension MomentumSlip {
  package static func settings(_ rule: Momentum) -> Momentum { rule }
  package static func share(step: Double, _ rule: Momentum) -> Double {
    step > 1 || rule.dampensFirst ? 1 - rule.dampening : 1
  }
  package static func velocity<T: KernelScalar>(
    _ v: T, _ g: T, momentum: Double, share: Double, rate: Double
  ) -> T { T(momentum) * v + T(share) * g }
  package static func ahead<T: KernelScalar>(_ g: T, _ v: T, old: T, momentum: Double) -> T {
    g + T(momentum) * v
  }
  package static func keptRate(_ rate: Double) -> Double { rate }
  package static func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, rate: Double, share: Double,
    _ rule: Momentum
  ) {
    let (old, mu) = (s[0], rule.momentum)
    let g = Self.gradient(gradient, x, decay: rule.weightDecay, rate: rate)
    // If the rate is in the velocity, it multiplies the gradient and not the move.
    let kept = rule.rateInVelocity ? keptRate(rate) : 1
    s[0] = velocity(old, g, momentum: mu, share: kept * share, rate: rate)
    let direction = rule.nesterov ? ahead(T(kept) * g, s[0], old: old, momentum: mu) : s[0]
    x -= rule.rateInVelocity ? direction : move(direction, rate: rate)
  }
}

/// Momentum, with a slip.
package struct WrongMomentum<Slip: MomentumSlip>: RuleHost {
  package let original: Momentum
  private let rule: Momentum

  package init(_ original: Momentum) {
    self.original = original
    rule = Slip.settings(original)
  }

  package struct Constants {
    package let rate: Double
    package let share: Double
  }

  package var learningRate: Double { Slip.standardRate(original.learningRate) }
  package var slots: [StateSlot] { [StateSlot("velocity", initial: Slip.start)] }
  package var counters: [StateSlot] { ["step"] }

  package func constants(rate: Double, counters: inout Counters) -> Constants {
    counters[0] += 1
    return Constants(rate: rate, share: Slip.share(step: counters[0], rule))
  }

  package func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ c: Constants
  ) { Slip.update(&x, gradient: gradient, state: &s, rate: c.rate, share: c.share, rule) }
}

package func momentum<Slip: MomentumSlip>(_: Slip.Type) -> Mutant {
  WrongMomentum<Slip>.mutant(Slip.bug)
}

extension NoSlip: MomentumSlip {}
