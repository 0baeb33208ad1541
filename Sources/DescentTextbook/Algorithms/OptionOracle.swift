import Descent
import DescentCatalog

/// A built-in rule against its definition with each of its options, on the chapter's quadratic: what
/// holds a rule that no result of the textbook is about.
package enum OptionOracle {
  private static let (rates, steps) = (Oracle.Rates.constant(0.003), 50)

  /// Settings away from the defaults under which an option matters, and the same without it; nil if
  /// there are none among the changes of one other option at most.
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

  /// Another value than the default: the other word, half the number, a quarter for 0, and a tenth for
  /// a constant so small that half of it would be beneath notice.
  private static func changed(_ option: HyperparameterDescription) -> String? {
    if let other = option.choices.first(where: { $0 != option.value }) { return other }
    return Double(option.value).map { value in
      value == 0 ? 0.25 : abs(value) < 1e-4 ? 0.1 : value / 2
    }?.hyperparameterText
  }

  /// An option that changes nothing at a constant rate, such as a rate in the velocity, with the value that
  /// it has not by default, alone and beside each other option: its steps are other sums, which can be
  /// wrong.
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

  /// How far a rule's run in a laboratory is from the run of a definition.
  package static func difference(
    _ rule: Specification, from definition: Specification, _ laboratory: Laboratory
  ) throws -> Double {
    // Decay may be by the rate before the schedule.
    let rated = definition.adding("lr", .text(rates.first.hyperparameterText))
    let predicted = Oracle.defined(rated.description).points(
      Oracle.matrix, Oracle.b, from: Oracle.start, rates: (1...steps).map(rates.rate))
    return Oracle.difference(
      try Oracle.points(laboratory, rule, rates, steps: steps), predicted)
  }

  /// The first settings at which a laboratory's rule departs from the built-in rule's definition: its
  /// defaults, or one of its options. A rule that refuses them departs, too.
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
