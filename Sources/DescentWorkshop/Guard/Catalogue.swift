import Descent
import DescentCatalog

extension Catalog {
  /// Every optimizer at its defaults, and with each of its switches on; a new plugin is covered by
  /// being in the catalogue.
  static func optimizerTexts() throws -> [String] {
    try registry.optimizerTypes.flatMap { type in
      let name = type.card.name
      let settings = try registry.optimizer(Specification(name)).specification.settings
      return [name] + settings.filter { $0.text == "false" }.map { "\(name):\($0.key)=true" }
    }
  }

  /// The types of the coordinatewise rules as symbols name them: `AdamPlugin.Adam`.
  static var coordinatewiseRules: [String] {
    registry.optimizerTypes.filter { $0 is any CoordinatewiseOptimizer.Type }
      .map { String(reflecting: $0) }
  }
}
