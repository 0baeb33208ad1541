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

  @Test(
    "every option of every built-in rule follows the rule's definition, and is missed if left out",
    arguments: Catalog.registry.optimizerTypes.indices)
  func options(number: Int) throws {
    let type = Catalog.registry.optimizerTypes[number]
    for option in type.init().hyperparameters where option.key != "lr" {
      let (rule, other) = try #require(
        try Self.shown(option, of: type), "\(type.card.name): \(option.key) changes nothing")
      #expect(try Self.difference(rule, from: rule) < Oracle.rounding, "\(rule)")
      #expect(try Self.difference(other, from: rule) > Oracle.rounding, "\(rule)")
    }
  }

  private static let (rates, steps) = (Oracle.Rates.constant(0.003), 50)

  /// Settings away from the defaults under which an option matters, and the same without it.
  private static func shown(
    _ option: HyperparameterDescription, of type: any ConfigurableOptimizer.Type
  ) throws -> (rule: Specification, other: Specification)? {
    let others = type.init().hyperparameters.filter { $0.key != option.key && $0.key != "lr" }
    for companion in [nil] + others.map(Optional.some) {
      guard companion == nil || changed(companion) != nil, let value = changed(option) else {
        continue
      }
      var other = Specification(name: type.card.name)
      if let companion, let text = changed(companion) {
        other.settings.append((key: companion.key, text: text))
      }
      var rule = other
      rule.settings.append((key: option.key, text: value))
      let registry = Catalog.registry
      guard (try? registry.optimizer(rule)) != nil, (try? registry.optimizer(other)) != nil,
        try difference(other, from: rule) > Oracle.rounding
      else { continue }
      return (rule, other)
    }
    return nil
  }

  /// Another value than the default: the other word, half the number, or a quarter for 0.
  private static func changed(_ option: HyperparameterDescription?) -> String? {
    guard let option else { return nil }
    if let other = option.choices.first(where: { $0 != option.value }) { return other }
    return Double(option.value).map { $0 == 0 ? 0.25 : $0 / 2 }?.hyperparameterText
  }

  /// How far a rule's run on the chapter's quadratic is from a definition's.
  private static func difference(
    _ rule: Specification, from definition: Specification
  ) throws -> Double {
    let predicted = Oracle.defined(definition.description).points(
      Oracle.matrix, Oracle.b, from: Oracle.start, rates: (1...steps).map(rates.rate))
    return Oracle.difference(
      try Oracle.points(Laboratory(), rule, rates, steps: steps), predicted)
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
