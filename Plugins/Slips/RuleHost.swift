import Descent
import DescentCatalog
import DescentChecks
import DescentLaws
import MutantKit

/// A rule with a slip in it. It declares everything that the right rule declares, so that the
/// battery takes it for what it claims to be.
package protocol RuleHost: CoordinatewiseOptimizer, TraitDeclaring, DefinedRule {
  associatedtype Original: ConfigurableOptimizer & TraitDeclaring & DefinedRule
  associatedtype Slip
  var original: Original { get }
  init(_ original: Original)
}

extension RuleHost {
  package init() { self.init(Original()) }
  package init(from decoder: any Decoder) throws { self.init(try Original(from: decoder)) }
  package static var card: Card { Original.card }
  package var specification: Specification { original.specification }
  package var traits: RuleTraits { original.traits }
  package var readsPoint: Bool { original.readsPoint }
  package func definition<N: DefinitionNumber>(_ number: N.Type) -> any RuleDefinition<N> {
    original.definition(number)
  }
}

extension RuleHost {
  /// The mutant as the battery sees it.
  package static var subject: RuleSubject {
    var subject = RuleSubject(
      name: "\(Original.card.name)/\(Slip.self)",
      domains: Original().hyperparameters.map(HyperparameterDomain.init)
    ) { Self(try Original(settings: $0.settings)) }
    subject.peers = Catalog.peers(of: Original.self)
    return subject
  }

  package static func mutant(_ bug: Bug) -> Mutant {
    .rule(subject, of: Original.card.name, bug.meaning, killedBy: bug.killer)
  }
}
