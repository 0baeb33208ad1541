import Descent
import DescentCatalog
import DescentLaws
import Testing

@Suite struct BuiltInRuleTests {
  static let subjects = Catalog.registry.optimizerTypes.map { RuleSubject($0) }

  /// Laws of later tiers run thousands of steps a case.
  func cases(_ tier: Tier) -> Int { tier == .fast ? 10 : 2 }

  @Test("holds of every built-in rule", arguments: RuleLaws.all.indices, subjects.indices)
  func holds(law: Int, subject: Int) {
    let law = RuleLaws.all[law]
    let report = law.search(Self.subjects[subject], cases: cases(law.card.tier), seed: 1)
    if case .failed(let counterexample) = report.outcome {
      Issue.record("\(report.law.id) \(counterexample.violation)\n\(counterexample.text)")
    }
  }
}
