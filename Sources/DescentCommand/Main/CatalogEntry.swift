import Descent

/// An optimizer, schedule or problem, built in or loaded.
enum CatalogEntry {
  case optimizer(any ConfigurableOptimizer.Type)
  case schedule(any ConfigurableSchedule.Type)
  case problem(any ConfigurableProblem.Type)

  static let kinds = ["optimizers", "schedules", "problems"]

  /// Everything of one kind (`optimizers`, `schedules`, `problems`), built in first.
  static func all(_ kind: String) -> [CatalogEntry] {
    let registry = Workbench.current.registry
    switch kind {
    case "optimizers": return registry.optimizers.map { .optimizer($0) }
    case "schedules": return registry.schedules.map { .schedule($0) }
    default: return registry.problems.map { .problem($0) }
    }
  }

  static func named(_ name: String) -> CatalogEntry? {
    kinds.lazy.flatMap(all).first { $0.card.name == name }
  }

  var type: any Configurable.Type {
    switch self {
    case .optimizer(let type): type
    case .schedule(let type): type
    case .problem(let type): type
    }
  }

  var card: Card { type.card }

  var defaults: [HyperparameterDescription] { type.init().hyperparameters }
}
