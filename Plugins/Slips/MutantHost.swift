import Descent
import DescentCatalog
import DescentChecks
import DescentLaws
import MutantKit

/// A rule with a slip in it, of any tier. It declares the same traits as the right rule, so that the
/// battery tests it as that rule.
package protocol MutantHost: ConfigurableOptimizer, TraitDeclaring {
  associatedtype Original: ConfigurableOptimizer & TraitDeclaring
  associatedtype Slip
  var original: Original { get }
  init(_ original: Original)
}

extension MutantHost {
  package init() { self.init(Original()) }
  package init(from decoder: any Decoder) throws { self.init(try Original(from: decoder)) }
  package static var card: Card { Original.card }
  package var learningRate: Double { original.learningRate }
  package var specification: Specification { original.specification }
  package var traits: RuleTraits { original.traits }

  /// The mutant as the battery sees it: asked of the laws' objectives where the right rule is.
  package static var subject: RuleSubject {
    var subject = RuleSubject(
      name: "\(Original.card.name)/\(Slip.self)",
      domains: Original().hyperparameters.map(HyperparameterDomain.init)
    ) { RuleSubject.informed(Self(try Original(settings: $0.settings))) }
    subject.peers = Catalog.peers(of: Original.self)
    subject.exemptions = Original.exemptions
    return subject
  }

  package static func mutant(_ bug: Bug) -> Mutant {
    .rule(subject, of: Original.card.name, bug.meaning, killedBy: bug.killer)
  }
}

/// A slip that is one mutant of its rule.
package protocol SingleSlip: Sendable {
  static var bug: Bug { get }
}

extension MutantHost where Slip: SingleSlip {
  package static var mutant: Mutant { mutant(Slip.bug) }
}
