import DescentLaws
import LawMutants
import Testing

/// Every mutant is rejected by its law, and every law rejects a mutant.
@Suite("A mutant of a modifier") struct WrapperMutantTests {
  static let families: [(mutants: [Mutant], laws: [LawCard])] = [
    (Mutants.clipping, ClippingLaws.all.map(\.card)),
    (Mutants.accumulation, AccumulationLaws.all.map(\.card)),
    (Mutants.averaging, AveragingLaws.all.map(\.card)),
    (Mutants.schedules, ScheduleLaws.all.map(\.card)),
    (Mutants.plateau, PlateauLaws.all.map(\.card)),
    (Mutants.problems, ProblemLaws.all.map(\.card)),
    (Mutants.problemModifiers, ProblemModifierLaws.all.map(\.card)),
    (Mutants.modifiers, ModifierLaws.all.map(\.card)),
  ]
  static let mutants = families.flatMap(\.mutants)

  @Test("rejects each mutant by the law that it is for", arguments: mutants.indices)
  func rejected(place: Int) {
    let mutant = Self.mutants[place]
    func killers(_ cases: Int) -> [String] {
      mutant.reports(cases, 1).filter(\.hasFailed).map(\.law.id)
    }
    // Most need few cases.
    let few = killers(40)
    let killers = few.contains(mutant.killer) ? few : killers(200)
    #expect(killers.contains(mutant.killer), "\(mutant.name) is rejected by \(killers) only")
  }

  @Test("has a mutant for each law", arguments: families.indices)
  func covered(place: Int) {
    let family = Self.families[place]
    let killers = Set(family.mutants.map(\.killer))
    #expect(family.laws.allSatisfy { killers.contains($0.id) })
    #expect(Set(family.laws.map(\.id)).count == family.laws.count)
  }
}
