import Descent
import DescentLaws

/// What is wrong with a mutant, and the law that must reject it.
package struct Bug: Sendable {
  package let meaning: String
  package let killer: String

  /// - Parameters:
  ///   - meaning: what is wrong, with the public report of the bug if there is one.
  ///   - killer: the identifier of the law that must reject it.
  package init(_ meaning: String, killedBy killer: String) {
    self.meaning = meaning
    self.killer = killer
  }
}

/// One slip in an update rule: a host computes the rule, ingredient by ingredient, and the slip
/// overrides one of them. These ingredients are common to all families.
package protocol RuleSlip: SingleSlip {
  /// The rate if the caller gives none.
  static func standardRate(_ rate: Double) -> Double
  /// The gradient with coupled weight decay.
  static func gradient<T: KernelScalar>(_ g: T, _ x: T, decay: Double, rate: Double) -> T
  /// The velocity or the mean square before the first step.
  static var start: Double { get }
  /// The denominator for a square, without bias correction.
  static func denominator<T: KernelScalar>(_ square: T, _ epsilon: Double) -> T
  static func move<T: KernelScalar>(_ direction: T, rate: Double) -> T
}

extension RuleSlip {
  package static func standardRate(_ rate: Double) -> Double { rate }
  package static func gradient<T: KernelScalar>(_ g: T, _ x: T, decay: Double, rate: Double) -> T {
    g + T(decay) * x
  }
  package static var start: Double { 0 }
  package static func denominator<T: KernelScalar>(_ square: T, _ epsilon: Double) -> T {
    sqrt(square) + T(epsilon)
  }
  package static func move<T: KernelScalar>(_ direction: T, rate: Double) -> T {
    T(rate) * direction
  }
}

/// No slip. With it each host must equal the right rule, bit for bit.
package enum NoSlip: RuleSlip {
  package static let bug = Bug("nothing", killedBy: "none")
}
