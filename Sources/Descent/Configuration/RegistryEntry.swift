/// A registered name: its card, its hyperparameters, and a closure that makes the product.
///
/// Most are made from a type: `OptimizerEntry(Adam.self)`. A combinator also has ``parts``, whose
/// values are specifications of other products.
package struct RegistryEntry<Product>: Sendable {
  /// The name and documentation.
  package let card: Card
  /// The hyperparameters with their defaults.
  package let hyperparameters: [HyperparameterDescription]
  /// The settings whose values are specifications.
  package let parts: [RegistryPart]
  /// The type of the product, if the entry is made from a type.
  package let type: (any Configurable.Type)?

  private let build: @Sendable (Specification, RegistryContext) throws -> Product

  /// Creates an entry from a card and a closure.
  /// - Parameters:
  ///   - hyperparameters: with their defaults, for listings; `make` must check them.
  ///   - make: makes the product from unchecked settings.
  package init(
    _ card: Card, hyperparameters: [HyperparameterDescription] = [],
    make: @escaping @Sendable (Specification, RegistryContext) throws -> Product
  ) {
    self.init(card, hyperparameters, [], nil, make)
  }

  /// Creates an entry whose settings are hyperparameters and specifications.
  /// - Parameters:
  ///   - settings: the type that declares the card and the hyperparameters.
  ///   - parts: the keys whose values are specifications; none may equal a hyperparameter's
  ///     key.
  ///   - type: the type of the product, if the settings are themselves a product.
  ///   - make: makes the product from hyperparameters that are in range, and from parts: each is
  ///     given at most once, and all required ones are present.
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
    // Only for problems, because a dynamic cast that fails is slow.
    let record = Product.self == (any Problem).self ? (type as? any Problem.Type)?.record : nil
    names = [card.name] + (record?.otherNames ?? [])
  }

  /// Makes the product.
  /// - Throws: ``ConfigurationError``, or the product's own error when it prepares its data.
  package func make(
    _ specification: Specification, in context: RegistryContext = RegistryContext()
  ) throws -> Product {
    try build(specification, context)
  }

  /// The card's name, and the other names in a problem's record.
  package let names: [String]

  /// Makes the product from settings as text.
  package func make(settings: [(key: String, text: String)] = []) throws -> Product {
    try make(Specification(name: card.name, settings: settings))
  }

  /// Named settings for libraries and papers that define the rule differently.
  package var presets: [Preset] { type?.presets ?? [] }

  /// Replaces `preset=NAME` by the settings of that preset.
  /// - Throws: ``ConfigurationError`` for a name that no preset has, or two presets.
  package func expandingPreset(
    _ settings: [(key: String, text: String)]
  ) throws(ConfigurationError) -> [(key: String, text: String)] {
    guard let type else { return settings }
    return try type.expandingPreset(settings)
  }

  /// Whether the entry has a hyperparameter with this key.
  func hasHyperparameter(_ key: String) -> Bool { hyperparameters.contains { $0.key == key } }

  /// Creates an entry from a type.
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

  /// Adds the settings that the specification's name implies, if the name is not the card's.
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
  /// The settings of a type that accepts only texts as values.
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
