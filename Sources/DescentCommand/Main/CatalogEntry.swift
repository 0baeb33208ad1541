import Descent

/// An optimizer, schedule, problem or modifier, built in or loaded.
enum CatalogEntry {
  case optimizer(OptimizerEntry)
  case schedule(ScheduleEntry)
  case problem(ProblemEntry)
  case modifier(ModifierEntry)

  /// The kinds of entries; modifiers only if some are registered.
  static var kinds: [String] {
    ["optimizers", "schedules", "problems"]
      + (Workbench.current.registry.modifiers.isEmpty ? [] : ["modifiers"])
  }

  /// All entries of one kind (`optimizers`, `schedules`, `problems`, `modifiers`), built-in ones first.
  static func all(_ kind: String) -> [CatalogEntry] {
    let registry = Workbench.current.registry
    switch kind {
    case "optimizers": return registry.optimizers.map { .optimizer($0) }
    case "schedules": return registry.schedules.map { .schedule($0) }
    case "problems": return registry.problems.map { .problem($0) }
    default: return registry.modifiers.map { .modifier($0) }
    }
  }

  /// The entries of this name, one a kind at most.
  static func entries(named name: String) -> [CatalogEntry] {
    kinds.flatMap(all).filter { $0.card.name == name }
  }

  /// The entry of this name: the first where several kinds have it.
  static func named(_ name: String) -> CatalogEntry? {
    let entries = kinds.flatMap(all)
    return entries.first { $0.card.name == name } ?? entries.first { $0.names.contains(name) }
  }

  /// The modifier of this name, which may also be the name of a rule, such as `sam`.
  static func modifier(named name: String) -> CatalogEntry? {
    all("modifiers").first { $0.card.name == name }
  }

  /// The entry that a specification names. `scaled` is both a schedule and a modifier of problems; the
  /// specification inside it decides which.
  static func named(_ specification: Specification) -> CatalogEntry? {
    let registry = Workbench.current.registry
    if case .nested(let inner)? = specification.value(of: "of"),
      registry.problems.contains(where: { $0.names.contains(inner.name) }),
      let modifier = registry.problems.first(where: { $0.card.name == specification.name })
    {
      return .problem(modifier)
    }
    return named(specification.name)
  }

  /// The name, and the other names that a problem's record gives.
  var names: [String] {
    switch self {
    case .optimizer(let entry): entry.names
    case .schedule(let entry): entry.names
    case .problem(let entry): entry.names
    case .modifier(let entry): entry.names
    }
  }

  var card: Card {
    switch self {
    case .optimizer(let entry): entry.card
    case .schedule(let entry): entry.card
    case .problem(let entry): entry.card
    case .modifier(let entry): entry.card
    }
  }

  /// The hyperparameters with their defaults.
  var defaults: [HyperparameterDescription] {
    switch self {
    case .optimizer(let entry): entry.hyperparameters
    case .schedule(let entry): entry.hyperparameters
    case .problem(let entry): entry.hyperparameters
    case .modifier(let entry): entry.hyperparameters
    }
  }

  /// The presets: the settings that libraries and papers use under this name.
  var presets: [Preset] {
    switch self {
    case .optimizer(let entry): entry.presets
    case .schedule(let entry): entry.presets
    case .problem(let entry): entry.presets
    case .modifier(let entry): entry.presets
    }
  }

  /// The settings whose values are specifications.
  var parts: [RegistryPart] {
    switch self {
    case .optimizer(let entry): entry.parts
    case .schedule(let entry): entry.parts
    case .problem(let entry): entry.parts
    case .modifier(let entry): entry.parts
    }
  }
}
