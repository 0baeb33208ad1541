import Descent
import DescentCatalog
import DescentPlugins
import DescentTextbook
import Foundation

/// Runs the textbook on a changed plugin, in a separate process because the change may trap.
enum Judge {
  /// The time limit in seconds; all results together take a few.
  private static let timeLimit: UInt32 = 90

  /// Loads a plugin file, replaces the built-in of the same name by it, and runs the results until one fails.
  /// - Returns: the identifier of the result that fails; nil if none does.
  static func firstFailure(of file: String) async throws -> String? {
    alarm(timeLimit)
    let plugin = try await PluginLoader().load(file).plugin
    let laboratory = Laboratory(registry: Catalog.registry.replacing(with: plugin))
    let name = plugin.names.first?.name
    // An error counts as a failure, because a change may also make a setting impossible.
    func failure(among experiments: [Experiment]) -> String? {
      experiments.first { (try? $0.run(laboratory))?.passes != true }?.id
    }
    // Run the results about the plugin first, because most changes fail there.
    let near =
      plugin.schedules.isEmpty
      ? Textbook.experiments.filter { $0.rule?.name == name } : Textbook.selection("schedules")
    if let failed = failure(among: near) { return failed }
    // Check options that no result covers against the rule's definition.
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
