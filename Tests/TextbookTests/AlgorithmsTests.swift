import Descent
import DescentCatalog
import DescentTextbook
import Testing

private let oracles = Textbook.algorithms.experiments

/// The independent program's numbers for its control, gradient descent at lr = 0.011, at the last point.
private let independentControls: [(id: String, difference: Double)] = [
  ("ORACLE-SGD", 0.016919401), ("ORACLE-SGD+momentum", 0.0073859221),
  ("ORACLE-SGD+nesterov", 0.0084174529), ("ORACLE-Adagrad", 0.23210629),
  ("ORACLE-RMSprop", 0.45358015), ("ORACLE-Adam", 0.44530593), ("ORACLE-AMSGrad", 0.45047655),
  ("ORACLE-Adam+L2", 0.44163246), ("ORACLE-AdamW", 0.41010663),
]

@Suite("A result on the algorithms") struct AlgorithmsTests {
  @Test("differs from the unrolled sums by the reference's roundings, the control as there")
  func independentValues() throws {
    for (id, difference) in independentControls {
      let finding = try finding(id)
      // The independent computation has up to 3.3e-16 at the last point.
      #expect(finding.measured[1] < 2e-15, "\(id)")
      #expect(agree(finding.controlled[1], difference), "\(id): \(finding.controlled[1])")
    }
  }

  @Test(
    "every option of the chapter's rules follows the rule's definition, and is missed if left out",
    arguments: ["sgd", "momentum", "adagrad", "rmsprop", "adam", "adamw"])
  func options(name: String) throws {
    let type = try #require(Catalog.registry.optimizerTypes.first { $0.card.name == name })
    let laboratory = Laboratory()
    // These options matter only with changing rates, or together with two other options.
    let unseen = ["rate_in_velocity", "decay", "amsgrad_corrected"]
    for option in type.init().hyperparameters
    where option.kind != .learningRate && !unseen.contains(option.key) {
      let (rule, other) = try #require(
        try OptionOracle.shown(option, of: type), "\(type.card.name): \(option.key) changes nothing"
      )
      #expect(
        try OptionOracle.difference(rule, from: rule, laboratory) < Oracle.rounding, "\(rule)")
      let without = try OptionOracle.difference(other, from: rule, laboratory)
      #expect(without > Oracle.rounding, "\(rule)")
    }
    #expect(try OptionOracle.firstDeparture(of: type, laboratory) == nil)
    let halved = Laboratory(halvedWith: Plugin())
    #expect(try OptionOracle.firstDeparture(of: type, halved) != nil)
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
