import Descent
import DescentCatalog
import DescentLaws
import Testing

@Suite struct BuiltInRuleTests {
  static let subjects = Catalog.registry.optimizers.map { RuleSubject($0) }

  @Test("holds of every built-in rule", arguments: RuleLaws.all.indices, subjects.indices)
  func holds(law: Int, subject: Int) {
    let report = RuleLaws.all[law].search(Self.subjects[subject], cases: 10, seed: 1)
    if case .failed(let counterexample) = report.outcome {
      Issue.record("\(report.law.id) \(counterexample.violation)\n\(counterexample.text)")
    }
  }
}
