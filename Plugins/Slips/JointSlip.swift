import Descent
import DescentLaws
import DescentRules
import MutantKit

/// One slip in a rule whose scalars all tensors share: it changes the rule's settings, or takes over one of its parts.
package protocol JointSlip: SingleSlip {
  associatedtype Rule: JointOptimizer, ConfigurableOptimizer, TraitDeclaring
  static func settings(_ rule: Rule) -> Rule
  static func constants(
    _ info: StepInfo, counters: inout Counters, sums: Terms<Double>?, _ rule: Rule
  ) -> Rule.Constants?
  static func terms<T: KernelScalar>(
    _ x: T, gradient g: T, state s: Slots<T>, _ c: Rule.Constants, _ rule: Rule
  ) -> Terms<T>
  static func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Rule.Constants, _ rule: Rule)
}

extension JointSlip {
  package static func settings(_ rule: Rule) -> Rule { rule }
  package static func constants(
    _ info: StepInfo, counters: inout Counters, sums: Terms<Double>?, _ rule: Rule
  ) -> Rule.Constants? { rule.constants(info, counters: &counters, sums: sums) }
  package static func terms<T: KernelScalar>(
    _ x: T, gradient g: T, state s: Slots<T>, _ c: Rule.Constants, _ rule: Rule
  ) -> Terms<T> { rule.terms(x, gradient: g, state: s, c) }
  package static func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Rule.Constants, _ rule: Rule
  ) { rule.update(&x, gradient: g, state: &s, c) }
}

/// No slip. With it the host is the right rule, bit for bit.
package enum NoJointSlip<Rule>: JointSlip
where Rule: JointOptimizer & ConfigurableOptimizer & TraitDeclaring {
  package static var bug: Bug { Bug("nothing", killedBy: "none") }
}

/// A joint rule with a slip. It declares the same traits as the right rule, so that the battery
/// tests it as that rule.
package struct WrongJointRule<Slip: JointSlip>: MutantHost, JointOptimizer {
  package let original: Slip.Rule
  private let rule: Slip.Rule

  package init(_ original: Slip.Rule) {
    self.original = original
    rule = Slip.settings(original)
  }

  package var slots: [StateSlot] { original.slots }
  package var counters: [StateSlot] { original.counters }
  package var sumCount: Int { original.sumCount }
  package var isPerTensor: Bool { rule.isPerTensor }
  package var remembersStart: Bool { original.remembersStart }

  package func constants(
    _ info: StepInfo, counters: inout Counters, sums: Terms<Double>?
  ) -> Slip.Rule.Constants? { Slip.constants(info, counters: &counters, sums: sums, rule) }

  package func terms<T: KernelScalar>(
    _ x: T, gradient g: T, state s: Slots<T>, _ c: Slip.Rule.Constants
  ) -> Terms<T> { Slip.terms(x, gradient: g, state: s, c, rule) }

  package func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Slip.Rule.Constants
  ) { Slip.update(&x, gradient: g, state: &s, c, rule) }
}
