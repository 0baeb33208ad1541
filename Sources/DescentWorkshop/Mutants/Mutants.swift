import DescentCatalog
import DescentLaws
@_exported import MutantKit

/// All mutants, grouped by kind.
package enum Mutants {
  /// Slips in the built-in rules, each stored next to its rule.
  package static let rules: [Mutant] = Catalog.registry.optimizerTypes.flatMap {
    MutantIndex.mutants(of: $0)?.all ?? []
  }

  /// The mutants of single laws.
  package static let ofLaws: [Mutant] = laws.flatMap { MutantIndex.mutants(ofLaw: $0)?.all ?? [] }

  package static let all: [Mutant] =
    rules + ofLaws + claims + plumbing + clipping + accumulation + averaging + schedules + plateau
    + problems + problemModifiers + modifiers

  /// The identifiers of every law of update rules, wrappers, schedules and problems.
  package static let laws: [String] =
    RuleLaws.all.map(\.card.id) + ClippingLaws.all.map(\.card.id)
    + AccumulationLaws.all.map(\.card.id) + AveragingLaws.all.map(\.card.id)
    + ScheduleLaws.all.map(\.card.id) + PlateauLaws.all.map(\.card.id)
    + ProblemLaws.all.map(\.card.id) + ProblemModifierLaws.all.map(\.card.id)
    + ModifierLaws.all.map(\.card.id)
}
