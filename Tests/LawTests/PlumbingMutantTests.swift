import DescentLaws
import LawMutants
import Testing

@Suite("A mutant of the plumbing") struct PlumbingMutantTests {
  @Test("is rejected by its law", arguments: Mutants.plumbingRules.indices)
  func isRejected(index: Int) throws {
    let mutant = Mutants.plumbingRules[index]
    let law = try #require(RuleLaws.plumbing.first { $0.card.id == mutant.killer })
    let report = law.search(mutant.subject, cases: 200, seed: 1, shrinks: false)
    #expect(report.hasFailed, "\(mutant.subject.name) passes \(mutant.killer)")
  }

  @Test("every plumbing law rejects at least one mutant")
  func everyLawRejects() {
    let killers = Set((Mutants.plumbing + Mutants.ofLaws).map(\.killer))
    #expect(killers.isSuperset(of: RuleLaws.plumbing.map(\.card.id)))
  }
}
