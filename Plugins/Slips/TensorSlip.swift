import Descent
import DescentLaws
import MutantKit

/// One slip in a rule that steps whole tensors: it changes the rule's settings, or takes the step itself.
package protocol TensorSlip: SingleSlip {
  associatedtype Rule: GradientOptimizer, ConfigurableOptimizer, TraitDeclaring
  static func settings(_ rule: Rule) -> Rule
  static func step<T: KernelScalar>(_ s: TensorStep<T>, _ rule: Rule)
}

extension TensorSlip {
  package static func settings(_ rule: Rule) -> Rule { rule }
  package static func step<T: KernelScalar>(_ s: TensorStep<T>, _ rule: Rule) { rule.step(s) }
}

/// No slip. With it the host is the right rule, bit for bit.
package enum NoTensorSlip<Rule>: TensorSlip
where Rule: GradientOptimizer & ConfigurableOptimizer & TraitDeclaring {
  package static var bug: Bug { Bug("nothing", killedBy: "none") }
}

/// A tensor-wise rule with a slip. It declares the same traits as the right rule, so that the
/// battery tests it as that rule.
package struct WrongTensorRule<Slip: TensorSlip>: MutantHost, GradientOptimizer {
  package let original: Slip.Rule
  private let rule: Slip.Rule

  package init(_ original: Slip.Rule) {
    self.original = original
    rule = Slip.settings(original)
  }

  package func slots(for tensor: Layout.Tensor) -> [TensorSlot] { original.slots(for: tensor) }
  package func counters(for tensor: Layout.Tensor) -> [StateSlot] {
    original.counters(for: tensor)
  }
  package func step<T: KernelScalar>(_ s: TensorStep<T>) { Slip.step(s, rule) }
}

extension TensorStep {
  /// A copy of the current parameters, for use after a step.
  package func pointBefore() -> UnsafeMutableBufferPointer<T> {
    // The copy is not taken from `work`, because the right rule's step takes its memory from
    // there in a fixed order.
    let copy = UnsafeMutableBufferPointer<T>.allocate(capacity: count)
    _ = copy.initialize(from: x)
    return copy
  }
}
