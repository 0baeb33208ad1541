import Descent
import DescentCatalog
import DescentLaws
import LawMutants
import Testing

@Suite("A mutant of a rule") struct RuleMutantTests {
  @Test("each wrong rule is rejected by its law", arguments: Mutants.rules.indices)
  func isRejected(number: Int) throws {
    let mutant = Mutants.rules[number]
    let report = try #require(mutant.report(200, 1), "no law \(mutant.killer) for \(mutant.name)")
    #expect(report.hasFailed, "\(mutant.name): \(mutant.bug), not seen by \(mutant.killer)")
  }

  static let rules = Catalog.registry.optimizerTypes

  @Test("every built-in rule has mutants", arguments: rules.indices)
  func complete(number: Int) throws {
    let mutants = try #require(
      MutantIndex.mutants(of: Self.rules[number]), "no \(Self.rules[number])Mutants")
    #expect(!mutants.all.isEmpty)
    #expect(mutants.all.allSatisfy { $0.original == Self.rules[number].card.name })
  }

  @Test("a host without a slip is the right rule, bit for bit", arguments: rules.indices)
  func isRight(number: Int) throws {
    let right = RuleSubject(Self.rules[number])
    let host = try #require(MutantIndex.mutants(of: Self.rules[number])).host
    let law = RuleLaw(
      LawCard("same", "same rule", "both rules give the same run", catches: "a wrong host")
    ) { host, c in
      Comparison.exact(try right.run(c), try host.run(c), "the host is not the rule")
    }
    let report = law.search(host, cases: 200, seed: 1)
    if case .failed(let counterexample) = report.outcome {
      Issue.record("\(counterexample.violation)\n\(counterexample.text)")
    }
    #expect(report.applied == 200)
  }
}
