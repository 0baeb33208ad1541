import Descent
import DescentCatalog
import DescentChecks
import DescentLaws
import MutantKit

/// One slip in a rule that steps whole tensors: it changes the rule's settings, or takes the step itself.
package protocol TensorSlip: Sendable {
  associatedtype Rule: GradientOptimizer, ConfigurableOptimizer, TraitDeclaring
  static var bug: Bug { get }
  static func settings(_ rule: Rule) -> Rule
  static func step<T: KernelScalar>(_ s: TensorStep<T>, _ rule: Rule)
}

extension TensorSlip {
  package static func settings(_ rule: Rule) -> Rule { rule }
  package static func step<T: KernelScalar>(_ s: TensorStep<T>, _ rule: Rule) { rule.step(s) }
}

/// No slip: the right rule, bit for bit.
package enum NoTensorSlip<Rule>: TensorSlip
where Rule: GradientOptimizer & ConfigurableOptimizer & TraitDeclaring {
  package static var bug: Bug { Bug("nothing", killedBy: "none") }
}

/// A tensor-wise rule with a slip in it. It declares everything that the right rule declares, so that the
/// battery takes it for what it claims to be.
package struct WrongTensorRule<Slip: TensorSlip>: GradientOptimizer, TraitDeclaring {
  private let original: Slip.Rule
  private let rule: Slip.Rule

  package init(_ original: Slip.Rule) {
    self.original = original
    rule = Slip.settings(original)
  }

  package init() { self.init(Slip.Rule()) }
  package init(from decoder: any Decoder) throws { self.init(try Slip.Rule(from: decoder)) }
  package static var card: Card { Slip.Rule.card }
  package var learningRate: Double { original.learningRate }
  package var specification: Specification { original.specification }
  package var traits: RuleTraits { original.traits }

  package func slots(for tensor: Layout.Tensor) -> [TensorSlot] { original.slots(for: tensor) }
  package func counters(for tensor: Layout.Tensor) -> [StateSlot] {
    original.counters(for: tensor)
  }
  package func step<T: KernelScalar>(_ s: TensorStep<T>) { Slip.step(s, rule) }

  /// The mutant as the battery sees it.
  package static var subject: RuleSubject {
    var subject = RuleSubject(
      name: "\(Slip.Rule.card.name)/\(Slip.self)",
      domains: Slip.Rule().hyperparameters.map(HyperparameterDomain.init)
    ) { Self(try Slip.Rule(settings: $0.settings)) }
    subject.peers = Catalog.peers(of: Slip.Rule.self)
    subject.exemptions = Slip.Rule.exemptions
    return subject
  }

  package static var mutant: Mutant {
    .rule(subject, of: Slip.Rule.card.name, Slip.bug.meaning, killedBy: Slip.bug.killer)
  }
}

extension TensorStep {
  /// The parameters as they are now, to be looked at after a step.
  package func pointBefore() -> UnsafeMutableBufferPointer<T> {
    // Not from `work`: a right step takes its results from there in an order of its own.
    let copy = UnsafeMutableBufferPointer<T>.allocate(capacity: count)
    _ = copy.initialize(from: x)
    return copy
  }
}
