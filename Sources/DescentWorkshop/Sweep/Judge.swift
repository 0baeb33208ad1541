import Descent
import DescentCatalog
import DescentPlugins
import DescentTextbook
import Foundation

/// What the textbook makes of a changed plugin, in its own process: the change may trap.
enum Judge {
  /// Seconds; every result together takes a few.
  private static let timeLimit: UInt32 = 90

  /// Loads a file, puts what it holds in the place of the built-in of the same name, and runs the
  /// results until one fails.
  /// - Returns: the result that fails, or nil.
  static func firstFailure(of file: String) async throws -> String? {
    alarm(timeLimit)
    let plugin = try await PluginLoader().load(file).plugin
    let laboratory = Laboratory(registry: Catalog.registry.replacing(with: plugin))
    let name = plugin.names.first?.name
    // A change may also make a setting impossible: that is seen, too.
    func failure(among experiments: [Experiment]) -> String? {
      experiments.first { (try? $0.run(laboratory))?.passes != true }?.id
    }
    // What is about the plugin first: there most changes fail.
    let near =
      plugin.schedules.isEmpty
      ? Textbook.experiments.filter { $0.rule?.name == name } : Textbook.selection("schedules")
    if let failed = failure(among: near) { return failed }
    // Options that no result is about are held to the rule's definition.
    if let type = Catalog.registry.optimizerTypes.first(where: { $0.card.name == name }),
      type.init() is any DefinedRule,
      let departure = try OptionOracle.firstDeparture(of: type, laboratory)
    {
      return departure.description
    }
    let ids = Set(near.map(\.id))
    return failure(among: Textbook.experiments.filter { !ids.contains($0.id) })
  }
}
