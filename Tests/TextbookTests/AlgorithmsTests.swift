import Descent
import DescentCatalog
import DescentTextbook
import Testing

private let oracles = Textbook.algorithms.experiments

/// What the specification got of its control, gradient descent at lr = 0.011, at the last point.
private let independentControls: [(id: String, difference: Double)] = [
  ("ORACLE-SGD", 0.016919401), ("ORACLE-SGD+momentum", 0.0073859221),
  ("ORACLE-SGD+nesterov", 0.0084174529), ("ORACLE-Adagrad", 0.23210629),
  ("ORACLE-RMSprop", 0.45358015), ("ORACLE-Adam", 0.44530593), ("ORACLE-AMSGrad", 0.45047655),
  ("ORACLE-Adam+L2", 0.44163246), ("ORACLE-AdamW", 0.41010663),
]

@Suite struct AlgorithmsTests {
  @Test("differs from the unrolled sums by the specification's roundings, the control as there")
  func independentValues() throws {
    for (id, difference) in independentControls {
      let finding = try finding(id)
      // The specification has up to 3.3e-16 at the last point.
      #expect(finding.measured[1] < 2e-15, "\(id)")
      #expect(agree(finding.controlled[1], difference), "\(id): \(finding.controlled[1])")
    }
  }

  @Test("every option of every built-in rule is set in some result") func options() throws {
    for rule in Catalog.registry.optimizers {
      let set = oracles.compactMap(\.rule).filter { $0.name == rule.card.name }
        .flatMap { $0.settings.map(\.key) }
      for option in rule.init().hyperparameters.map(\.key) where option != "lr" {
        #expect(set.contains(option), "\(rule.card.name): \(option)")
      }
    }
  }

  @Test("an option that is left out is missed", arguments: oracles.map(\.id))
  func missingOption(id: String) throws {
    let experiment = try #require(Textbook.experiment(id))
    guard let rule = experiment.rule else { return }
    for (key, _) in rule.settings {
      var other = rule
      other.settings.removeAll { $0.key == key }
      #expect(try !experiment.run(Laboratory(), rule: other).holds, "\(id) without \(key)")
    }
  }
}
