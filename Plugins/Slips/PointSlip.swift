import Descent
import DescentLaws

/// One slip in a rule of one coordinate that may name another point to be evaluated.
package protocol PointSlip: SingleSlip {
  associatedtype Rule: CoordinatewiseOptimizer, ConfigurableOptimizer, TraitDeclaring, DefinedRule
  static func settings(_ rule: Rule) -> Rule
  static func constants(rate: Double, counters: inout Counters, _ rule: Rule) -> Rule.Constants
  static func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Rule.Constants, _ rule: Rule)
}

extension PointSlip {
  package static func settings(_ rule: Rule) -> Rule { rule }
  package static func constants(
    rate: Double, counters: inout Counters, _ rule: Rule
  ) -> Rule.Constants { rule.constants(rate: rate, counters: &counters) }
  package static func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Rule.Constants, _ rule: Rule
  ) { rule.update(&x, gradient: g, state: &s, c) }
}

/// No slip. With it the host is the right rule, bit for bit.
package enum NoPointSlip<Rule>: PointSlip
where Rule: CoordinatewiseOptimizer & ConfigurableOptimizer & TraitDeclaring & DefinedRule {
  package static var bug: Bug { Bug("nothing", killedBy: "none") }
}

/// A rule of this kind with a slip.
package struct WrongPointRule<Slip: PointSlip>: RuleHost {
  package let original: Slip.Rule
  private let rule: Slip.Rule

  package init(_ original: Slip.Rule) {
    self.original = original
    rule = Slip.settings(original)
  }

  package var slots: [StateSlot] { original.slots }
  package var counters: [StateSlot] { original.counters }
  package var hasEvaluationPoint: Bool { original.hasEvaluationPoint }

  package func constants(rate: Double, counters: inout Counters) -> Slip.Rule.Constants {
    Slip.constants(rate: rate, counters: &counters, rule)
  }

  package func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Slip.Rule.Constants
  ) { Slip.update(&x, gradient: g, state: &s, c, rule) }

  package func evaluationPoint<T: KernelScalar>(
    _ x: T, state s: Slots<T>, counters: Counters
  ) -> T { rule.evaluationPoint(x, state: s, counters: counters) }
}
