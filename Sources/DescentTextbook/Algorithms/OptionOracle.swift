import Descent
import DescentCatalog

/// Compares a built-in rule with its definition, for each of its options, on the chapter's
/// quadratic. This covers rules without a result in the textbook.
package enum OptionOracle {
  private static let (rates, steps) = (Oracle.Rates.constant(0.003), 50)

  /// Settings with which an option has an effect, and the same settings without it; nil if there
  /// are none with at most one other option changed.
  package static func shown(
    _ option: HyperparameterDescription, of type: any ConfigurableOptimizer.Type
  ) throws -> (rule: Specification, other: Specification)? {
    let others = type.init().hyperparameters.filter {
      $0.key != option.key && $0.kind != .learningRate
    }
    guard let value = changed(option) else { return nil }
    for companion in [[]] + others.map({ [$0] }) {
      var other = Specification(name: type.card.name)
      for companion in companion {
        guard let text = changed(companion) else { continue }
        other.settings.append((key: companion.key, text: text))
      }
      var rule = other
      rule.settings.append((key: option.key, text: value))
      let registry = Catalog.registry
      guard (try? registry.optimizer(rule)) != nil, (try? registry.optimizer(other)) != nil,
        try difference(other, from: rule, Laboratory()) > Oracle.rounding
      else { continue }
      return (rule, other)
    }
    return nil
  }

  /// A value other than the default: another word, half the number, 0.25 for 0, and 0.1 for a constant
  /// so small that halving it would have no visible effect.
  private static func changed(_ option: HyperparameterDescription) -> String? {
    if let other = option.choices.first(where: { $0 != option.value }) { return other }
    return Double(option.value).map { value in
      value == 0 ? 0.25 : abs(value) < 1e-4 ? 0.1 : value / 2
    }?.hyperparameterText
  }

  /// The settings for an option that changes nothing at a constant rate, such as a rate in the velocity:
  /// its other value, alone and with each other option. Its steps are computed by different sums, which can
  /// be wrong.
  private static func settings(
    of option: HyperparameterDescription, of type: any ConfigurableOptimizer.Type
  ) -> [Specification] {
    let others = type.init().hyperparameters.filter {
      $0.key != option.key && $0.kind != .learningRate
    }
    return ([[option]] + others.map { [option, $0] }).compactMap { options in
      let settings = options.compactMap { own in changed(own).map { (key: own.key, text: $0) } }
      let rule = Specification(name: type.card.name, settings: settings)
      return (try? Catalog.registry.optimizer(rule)) == nil ? nil : rule
    }
  }

  /// The difference between a rule's run in a laboratory and the run of a definition.
  package static func difference(
    _ rule: Specification, from definition: Specification, _ laboratory: Laboratory
  ) throws -> Double {
    // Decay may depend on the rate before the schedule.
    let rated = definition.adding("lr", .text(rates.first.hyperparameterText))
    let predicted = Oracle.defined(rated.description).points(
      Oracle.matrix, Oracle.b, from: Oracle.start, rates: (1...steps).map(rates.rate))
    return Oracle.difference(
      try Oracle.points(laboratory, rule, rates, steps: steps), predicted)
  }

  /// The first settings at which a laboratory's rule departs from the built-in rule's definition: its
  /// defaults, or one of its options. A rule that rejects them departs, too.
  package static func firstDeparture(
    of type: any ConfigurableOptimizer.Type, _ laboratory: Laboratory
  ) throws -> Specification? {
    let options = try type.init().hyperparameters.filter { $0.kind != .learningRate }
      .flatMap { option in
        try shown(option, of: type).map { [$0.rule] } ?? settings(of: option, of: type)
      }
    return ([Specification(name: type.card.name)] + options).first { rule in
      guard let difference = try? difference(rule, from: rule, laboratory) else { return true }
      return !(difference < Oracle.rounding)
    }
  }
}
