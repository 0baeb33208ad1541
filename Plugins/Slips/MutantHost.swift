import Descent
import DescentCatalog
import DescentChecks
import DescentLaws
import MutantKit

/// A rule of any tier with a slip. It declares the same traits as the right rule, so that the
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

  /// The mutant as a test subject for the battery. It is given the laws' objectives if the
  /// right rule is.
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

/// A slip that gives exactly one mutant of its rule.
package protocol SingleSlip: Sendable {
  static var bug: Bug { get }
}

extension MutantHost where Slip: SingleSlip {
  package static var mutant: Mutant { mutant(Slip.bug) }
}
