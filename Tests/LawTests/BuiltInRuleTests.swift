import Descent
import DescentCatalog
import DescentChecks
import DescentLaws
import Testing

@Suite("A built-in rule") struct BuiltInRuleTests {
  /// A law of the battery of one rule.
  struct Duty: CustomTestStringConvertible {
    let battery: Battery
    let law: Int

    /// Laws of later tiers run thousands of steps a case.
    var cases: Int { battery.laws[law].tier == .fast ? 10 : 2 }
    var testDescription: String { "\(battery.laws[law].id) of \(battery.name)" }
  }

  static let duties = Catalog.ruleSubjects.map { Battery($0) }.flatMap { battery in
    battery.laws.indices.map { Duty(battery: battery, law: $0) }
  }

  @Test("holds for every built-in rule", arguments: duties) func holds(_ duty: Duty) {
    let report = duty.battery.report(law: duty.law, cases: duty.cases, seed: 1)
    if case .failed(let counterexample) = report.outcome {
      Issue.record("\(report.law.id) \(counterexample.violation)\n\(counterexample.text)")
    }
  }
}
