import Descent
import MutantKit
import RMSpropPlugin

/// One slip in RMSprop, plain, centered or with momentum.
package protocol RMSpropSlip: RuleSlip {
  static func settings(_ rule: RMSprop) -> RMSprop
  static func square<T: KernelScalar>(_ v: T, _ g: T, alpha: Double) -> T
  static func mean<T: KernelScalar>(_ m: T, _ g: T, alpha: Double) -> T
  /// The centered variance.
  static func variance<T: KernelScalar>(_ v: T, _ m: T) -> T
  static func scaled<T: KernelScalar>(_ g: T, _ denominator: T) -> T
  static func buffer<T: KernelScalar>(_ b: T, _ step: T, momentum: Double, rate: Double) -> T
  static func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, rate: Double, _ rule: RMSprop)
}

extension RMSpropSlip {
  package static func settings(_ rule: RMSprop) -> RMSprop { rule }
  package static func square<T: KernelScalar>(_ v: T, _ g: T, alpha: Double) -> T {
    T(alpha) * v + T(1 - alpha) * g * g
  }
  package static func mean<T: KernelScalar>(_ m: T, _ g: T, alpha: Double) -> T {
    T(alpha) * m + T(1 - alpha) * g
  }
  package static func variance<T: KernelScalar>(_ v: T, _ m: T) -> T { max(v - m * m, 0) }
  package static func scaled<T: KernelScalar>(_ g: T, _ denominator: T) -> T {
    quotient(g, denominator)
  }
  package static func buffer<T: KernelScalar>(_ b: T, _ step: T, momentum: Double, rate: Double)
    -> T
  {
    T(momentum) * b + step
  }
  package static func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, rate: Double, _ rule: RMSprop
  ) {
    let g = Self.gradient(gradient, x, decay: rule.weightDecay, rate: rate)
    s[0] = square(s[0], g, alpha: rule.alpha)
    if rule.centered { s[1] = mean(s[1], g, alpha: rule.alpha) }
    let variance = rule.centered ? Self.variance(s[0], s[1]) : s[0]
    // With ε inside the root, the slip's denominator for a square of 0 takes the place of ε.
    let root =
      rule.epsPlacement == .inside
      ? sqrt(variance + denominator(0, rule.epsilon)) : denominator(variance, rule.epsilon)
    var direction = scaled(g, root)
    if rule.momentum > 0 {
      let place = rule.centered ? 2 : 1
      s[place] = buffer(s[place], direction, momentum: rule.momentum, rate: rate)
      direction = s[place]
    }
    x -= move(direction, rate: rate)
  }
}

/// RMSprop, with a slip.
package struct WrongRMSprop<Slip: RMSpropSlip>: RuleHost {
  package let original: RMSprop
  private let rule: RMSprop

  package init(_ original: RMSprop) {
    self.original = original
    rule = Slip.settings(original)
  }

  package var learningRate: Double { Slip.standardRate(original.learningRate) }
  package var slots: [StateSlot] {
    [StateSlot("square_average", initial: Slip.start)]
      + (original.centered ? ["average"] : []) + (original.momentum > 0 ? ["buffer"] : [])
  }

  package func update<T: KernelScalar>(
    _ x: inout T, gradient: T, state s: inout Slots<T>, _ rate: Double
  ) { Slip.update(&x, gradient: gradient, state: &s, rate: rate, rule) }
}

package func rmsprop<Slip: RMSpropSlip>(_: Slip.Type) -> Mutant {
  WrongRMSprop<Slip>.mutant(Slip.bug)
}

extension NoSlip: RMSpropSlip {}
