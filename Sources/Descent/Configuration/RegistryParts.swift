/// The context in which a specification is resolved: the registry of its names, and the length of
/// the run.
package struct RegistryContext: Sendable {
  package var registry: Registry
  /// The number of updates, if known; the value of horizons that are not given.
  package var horizon: Int?

  package init(registry: Registry = Registry(), horizon: Int? = nil) {
    self.registry = registry
    self.horizon = horizon
  }
}

/// The specifications among a combinator's settings; the combinator decides what to make of
/// each.
///
/// Errors in a part report their location: "column 31, in 'else': adamw has no 'wd'".
package struct RegistryParts: Sendable {
  /// The combinator's own specification.
  package let specification: Specification
  package let context: RegistryContext
  /// The parts in the order given.
  package let values: [(key: String, value: SettingValue)]
  /// The other settings.
  let settings: [(key: String, text: String)]

  init<Settings: Configurable>(
    _ specification: Specification, _ parts: [RegistryPart], _ owner: Settings.Type,
    _ context: RegistryContext
  ) throws(ConfigurationError) {
    let name = Settings.card.name
    var rest = specification
    rest.values = []
    var values: [(key: String, value: SettingValue)] = []
    for setting in specification.values {
      let key = setting.key
      if Settings.hasHyperparameter(key) {
        rest.values.append(setting)
        continue
      }
      guard parts.contains(where: { $0.takes(key) }) else {
        throw Settings.unknownKey(key, others: parts.map { ($0.key ?? "", $0.text) })
      }
      guard !values.contains(where: { $0.key == key }) else {
        throw .duplicateKey(owner: name, key: key)
      }
      if case .text(let text) = setting.value {
        throw .malformed(
          owner: name, key: key, text: text, expected: "a specification in parentheses")
      }
      values.append((key, setting.value))
    }
    for part in parts where part.isRequired && !values.contains(where: { part.takes($0.key) }) {
      throw .inconsistent(owner: name, reason: "\(part.text) is missing: \(part.summary)")
    }
    self.specification = specification
    self.context = context
    self.values = values
    settings = try rest.texts(of: owner)
  }

  /// The keys of the given parts, in order.
  package var keys: [String] { values.map(\.key) }

  /// Whether a part is given.
  package func has(_ key: String) -> Bool { values.contains { $0.key == key } }

  /// The optimizer of a part.
  package func optimizer(_ key: String) throws -> any Optimizer {
    try one(key) { try context.registry.optimizer($0, horizon: context.horizon) }
  }

  /// The problem of a part.
  package func problem(_ key: String) throws -> any Problem {
    try one(key) { try context.registry.problem($0) }
  }

  /// The schedule of a part.
  /// - Parameter horizon: the number of updates left for the schedule.
  package func schedule(_ key: String, horizon: Int?) throws -> any Schedule {
    try one(key) { specification in
      let schedule = try context.registry.schedule(specification, horizon: horizon)
      guard !(schedule is PlateauSchedule) else {
        throw ConfigurationError.inconsistent(
          owner: "plateau",
          reason: "it looks at the run and can only be the outermost schedule: plateau:…,of=(…)")
      }
      return schedule
    }
  }

  /// The modifiers of a part, whose value is one specification or a list.
  package func modifiers(_ key: String) throws -> [any Modifier] {
    try all(key) { try context.registry.modifier($0) }
  }

  /// Applies `make` to the specification of a part.
  /// - Precondition: the part is given.
  package func one<Product>(
    _ key: String, _ make: (Specification) throws -> Product
  ) throws -> Product {
    switch value(key) {
    case .nested(let specification): return try located("'\(key)'", specification, make)
    case .list, .text:
      throw ConfigurationError.malformed(
        owner: specification.name, key: key, text: value(key).text,
        expected: "one specification in parentheses")
    }
  }

  /// Applies `make` to each specification of a part.
  /// - Precondition: the part is given.
  package func all<Product>(
    _ key: String, _ make: (Specification) throws -> Product
  ) throws -> [Product] {
    guard case .list(let items) = value(key) else { return [try one(key, make)] }
    return try items.enumerated().map { place, item in
      try located("item \(place + 1) of '\(key)'", item, make)
    }
  }

  private func value(_ key: String) -> SettingValue {
    guard let value = values.first(where: { $0.key == key })?.value else {
      refuse("\(specification) has no part '\(key)'")
    }
    return value
  }

  private func located<Product>(
    _ level: String, _ specification: Specification, _ make: (Specification) throws -> Product
  ) throws -> Product {
    do {
      return try make(specification)
    } catch let error as ConfigurationError {
      throw error.inside(level, of: specification)
    }
  }
}
