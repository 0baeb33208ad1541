import Descent
import DescentCatalog
import DescentChecks
import DescentLaws
import MutantKit

/// One slip in a rule of sums that may ask for values: in its settings, its terms or its constants.
protocol InformedSlip: Sendable {
  associatedtype Rule: SummingOptimizer & ConfigurableOptimizer & TraitDeclaring
  static var bug: Bug { get }
  static func settings(_ rule: inout Rule)
  static func info(_ info: inout StepInfo)
  static func state<T: KernelScalar>(_ s: inout Slots<T>)
}

extension InformedSlip {
  static func settings(_ rule: inout Rule) {}
  static func info(_ info: inout StepInfo) {}
  static func state<T: KernelScalar>(_ s: inout Slots<T>) {}
}

/// No slip.
enum NoInformedSlip<Rule: SummingOptimizer & ConfigurableOptimizer & TraitDeclaring>: InformedSlip {
  static var bug: Bug { Bug("nothing", killedBy: "none") }
}

/// A rule of sums, with a slip.
struct WrongInformed<Slip: InformedSlip>: SummingOptimizer, TraitDeclaring, CustomReflectable {
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
  var specification: Specification { original.specification }
  var traits: RuleTraits { original.traits }
  var learningRate: Double { original.learningRate }
  var needs: Needs { original.needs }
  var slots: [StateSlot] { original.slots }
  var counters: [StateSlot] { original.counters }
  var sums: [Reduction] { original.sums }

  func terms<T: KernelScalar>(
    pass: Int, _ x: T, gradient g: T, state s: Slots<T>, _ c: Slip.Rule.Constants
  ) -> Terms<T> {
    var state = s
    Slip.state(&state)
    return rule.terms(pass: pass, x, gradient: g, state: state, c)
  }

  func constants(
    _ info: StepInfo, counters: inout Counters, sums: Sums
  ) -> Slip.Rule.Constants {
    var changed = info
    Slip.info(&changed)
    return rule.constants(changed, counters: &counters, sums: sums)
  }

  func update<T: KernelScalar>(
    _ x: inout T, gradient g: T, state s: inout Slots<T>, _ c: Slip.Rule.Constants
  ) { rule.update(&x, gradient: g, state: &s, c) }

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
