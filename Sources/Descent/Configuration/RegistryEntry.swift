/// What a registered name stands for: a card, hyperparameters, and a way to make the product.
///
/// Most are made from a type: `OptimizerEntry(Adam.self)`. A combinator has ``parts`` besides, whose
/// values are specifications of other things.
package struct RegistryEntry<Product>: Sendable {
  /// The name and the meaning.
  package let card: Card
  /// The hyperparameters with their defaults.
  package let hyperparameters: [HyperparameterDescription]
  /// The settings whose values are specifications.
  package let parts: [RegistryPart]
  /// The type of which a product without parts is, if the entry is made from one.
  package let type: (any Configurable.Type)?

  private let build: @Sendable (Specification, RegistryContext) throws -> Product

  /// An entry that is a value.
  /// - Parameters:
  ///   - hyperparameters: with their defaults, for listings; `make` refuses what they forbid.
  ///   - make: makes the product, from settings that have not been looked at.
  package init(
    _ card: Card, hyperparameters: [HyperparameterDescription] = [],
    make: @escaping @Sendable (Specification, RegistryContext) throws -> Product
  ) {
    self.init(card, hyperparameters, [], nil, make)
  }

  /// An entry whose settings are hyperparameters and specifications.
  /// - Parameters:
  ///   - settings: has the card and the hyperparameters.
  ///   - parts: the keys of specifications; none may be that of a hyperparameter.
  ///   - type: what the settings are of themselves, if they are a product.
  ///   - make: makes the product from hyperparameters that are in their ranges, and from parts, each
  ///     given once at most and all there that are required.
  package init<Settings: Configurable>(
    _ settings: Settings.Type, parts: [RegistryPart], type: (any Configurable.Type)? = nil,
    make: @escaping @Sendable (Settings, RegistryParts) throws -> Product
  ) {
    self.init(Settings.card, Settings().hyperparameters, parts, type) { specification, context in
      let given = try RegistryParts(specification, parts, Settings.self, context)
      return try make(try Settings(settings: given.settings), given)
    }
  }

  private init(
    _ card: Card, _ hyperparameters: [HyperparameterDescription], _ parts: [RegistryPart],
    _ type: (any Configurable.Type)?,
    _ build: @escaping @Sendable (Specification, RegistryContext) throws -> Product
  ) {
    self.card = card
    self.hyperparameters = hyperparameters
    self.parts = parts
    self.type = type
    self.build = build
    // Asked of problems alone: what a type is not is slow to find out.
    let record = Product.self == (any Problem).self ? (type as? any Problem.Type)?.record : nil
    names = [card.name] + (record?.otherNames ?? [])
  }

  /// Makes the product.
  /// - Throws: ``ConfigurationError``, or what the product throws when it prepares its data.
  package func make(
    _ specification: Specification, in context: RegistryContext = RegistryContext()
  ) throws -> Product {
    try build(specification, context)
  }

  /// The name, and the other names that a problem's record gives.
  package let names: [String]

  /// Makes the product from settings that are texts.
  package func make(settings: [(key: String, text: String)] = []) throws -> Product {
    try make(Specification(name: card.name, settings: settings))
  }

  /// What libraries and papers mean by the name where they differ.
  package var presets: [Preset] { type?.presets ?? [] }

  /// Settings with those that `preset=NAME` stands for in its place.
  /// - Throws: ``ConfigurationError`` for a name that no preset has, or two presets.
  package func expandingPreset(
    _ settings: [(key: String, text: String)]
  ) throws(ConfigurationError) -> [(key: String, text: String)] {
    guard let type else { return settings }
    return try type.expandingPreset(settings)
  }

  /// Whether there is a hyperparameter of this key.
  func hasHyperparameter(_ key: String) -> Bool { hyperparameters.contains { $0.key == key } }

  /// An entry made from a type.
  init<Kind: Configurable>(_ type: Kind.Type, as product: @escaping @Sendable (Kind) -> Product) {
    self.init(Kind.registeredCard, Kind().hyperparameters, [], type) { specification, _ in
      guard !specification.values.isEmpty else { return product(try Kind(settings: [])) }
      return product(try Kind(settings: try specification.texts(of: Kind.self)))
    }
  }
}

package typealias OptimizerEntry = RegistryEntry<any Optimizer>
package typealias ScheduleEntry = RegistryEntry<any Schedule>
package typealias ProblemEntry = RegistryEntry<any Problem>
package typealias ModifierEntry = RegistryEntry<any Modifier>

extension OptimizerEntry {
  package init<Kind: ConfigurableOptimizer>(_ type: Kind.Type) { self.init(type, as: { $0 }) }

  /// The type, if the entry is made from one.
  package var optimizerType: (any ConfigurableOptimizer.Type)? {
    type as? any ConfigurableOptimizer.Type
  }
}

extension ScheduleEntry {
  package init<Kind: ConfigurableSchedule>(_ type: Kind.Type) { self.init(type, as: { $0 }) }

  /// The type, if the entry is made from one.
  package var scheduleType: (any ConfigurableSchedule.Type)? {
    type as? any ConfigurableSchedule.Type
  }
}

extension ProblemEntry {
  package init<Kind: ConfigurableProblem>(_ type: Kind.Type) { self.init(type, as: { $0 }) }

  /// What a specification says with the settings that its name stands for.
  func expanding(_ specification: Specification) throws(ConfigurationError) -> Specification {
    guard specification.name != card.name,
      let text = problemType?.record.named[specification.name]
    else { return specification }
    var expanded = specification
    let implied = try Specification(card.name + ":" + text).values
    expanded.values =
      implied.filter { specification.value(of: $0.key) == nil } + specification.values
    return expanded
  }

  /// The type, if the entry is made from one.
  package var problemType: (any ConfigurableProblem.Type)? {
    type as? any ConfigurableProblem.Type
  }
}

extension ModifierEntry {
  package init<Kind: Modifier>(_ type: Kind.Type) { self.init(type, as: { $0 }) }

  /// The type, if the entry is made from one.
  package var modifierType: (any Modifier.Type)? {
    type as? any Modifier.Type
  }
}

extension Specification {
  /// The settings of something whose values are all texts.
  func texts<Owner: Configurable>(
    of owner: Owner.Type
  ) throws(ConfigurationError) -> [(key: String, text: String)] {
    for setting in values {
      if case .text = setting.value { continue }
      guard Owner.hasHyperparameter(setting.key) else { throw Owner.unknownKey(setting.key) }
      throw .malformed(
        owner: Owner.card.name, key: setting.key, text: setting.value.text,
        expected: "a value, not a specification (a text in parentheses stands in quotes)")
    }
    return settings
  }
}
