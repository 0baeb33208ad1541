import Descent
import DescentCatalog
import DescentChecks
import DescentLaws
import MutantKit

/// One slip in a rule that asks the objective, put before or after the right step or into its settings.
protocol OracleSlip: Sendable {
  associatedtype Rule: OracleOptimizer & ConfigurableOptimizer & TraitDeclaring
  static var bug: Bug { get }
  static func settings(_ rule: inout Rule)
  static func before<T: KernelScalar>(_ s: OracleStep<T>, _ rule: Rule)
  /// - Parameter old: where the step began.
  static func after<T: KernelScalar>(_ s: OracleStep<T>, from old: [T], _ rule: Rule)
}

extension OracleSlip {
  static func settings(_ rule: inout Rule) {}
  static func before<T: KernelScalar>(_ s: OracleStep<T>, _ rule: Rule) {}
  static func after<T: KernelScalar>(_ s: OracleStep<T>, from old: [T], _ rule: Rule) {}
}

/// A slip that turns the move around.
protocol UphillSlip: OracleSlip {}

extension UphillSlip {
  static var bug: Bug { Bug("the step goes the other way", killedBy: "T14") }
  static func after<T: KernelScalar>(_ s: OracleStep<T>, from old: [T], _ rule: Rule) {
    for i in old.indices { s.x[i] = old[i] - (s.x[i] - old[i]) }
  }
}

/// A slip that moves tensors without a gradient.
protocol AbsentSlip: OracleSlip {}

extension AbsentSlip {
  static var bug: Bug {
    Bug("tensors without a gradient move with the others", killedBy: "P8")
  }
  static func after<T: KernelScalar>(_ s: OracleStep<T>, from old: [T], _ rule: Rule) {
    for (tensor, part) in s.layout.tensors.enumerated() where !s.hasGradient(tensor) {
      for i in part.range { s.x[i] -= T(1e-3) }
    }
  }
}

/// No slip.
enum NoOracleSlip<Rule: OracleOptimizer & ConfigurableOptimizer & TraitDeclaring>: OracleSlip {
  static var bug: Bug { Bug("nothing", killedBy: "none") }
}

/// A rule that asks the objective, with a slip.
struct WrongOracle<Slip: OracleSlip>: OracleOptimizer, TraitDeclaring, CustomReflectable {
  let original: Slip.Rule
  private let rule: Slip.Rule

  init(_ original: Slip.Rule) {
    self.original = original
    var rule = original
    Slip.settings(&rule)
    self.rule = rule
  }

  init() { self.init(Slip.Rule()) }
  init(from decoder: any Decoder) throws { self.init(try Slip.Rule(from: decoder)) }

  static var card: Card { Slip.Rule.card }
  static var exemptions: [Exemption] { Slip.Rule.exemptions }
  var specification: Specification { original.specification }
  var traits: RuleTraits { original.traits }
  var learningRate: Double { original.learningRate }
  var needs: Needs { original.needs.union(rule.needs) }
  var nominalCost: Double { original.nominalCost }
  var decoupledDecay: Double { original.decoupledDecay }
  var scratchVectors: Int { max(original.scratchVectors, rule.scratchVectors) }
  var hasEvaluationPoint: Bool { original.hasEvaluationPoint }

  func stateLayout(for layout: Layout) -> StateLayout { rule.stateLayout(for: layout) }

  func evaluationPoint<T: KernelScalar>(
    _ parameters: UnsafeBufferPointer<T>, buffers: UnsafeBufferPointer<T>,
    scalars: UnsafeBufferPointer<Double>, into point: UnsafeMutableBufferPointer<T>
  ) { rule.evaluationPoint(parameters, buffers: buffers, scalars: scalars, into: point) }

  func step<T: KernelScalar>(_ s: OracleStep<T>) -> StepAnswer {
    let old = Array(s.x)
    Slip.before(s, rule)
    let answer = rule.step(s)
    if answer.hasMoved { Slip.after(s, from: old, rule) }
    return answer
  }

  func validate() throws(ConfigurationError) { try original.validate() }

  /// The hyperparameters are those of the right rule.
  var customMirror: Mirror { Mirror(self, children: Mirror(reflecting: original).children) }

  /// The mutant as the battery sees it: asked of the laws' objectives, as the right rule is.
  static var subject: RuleSubject {
    var subject = RuleSubject(Self.self, name: "\(card.name)/\(Slip.self)")
    subject.peers = Catalog.peers(of: Slip.Rule.self)
    return subject
  }

  static var mutant: Mutant {
    .rule(subject, of: card.name, Slip.bug.meaning, killedBy: Slip.bug.killer)
  }
}
