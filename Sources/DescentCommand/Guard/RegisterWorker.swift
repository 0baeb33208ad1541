import ArgumentParser
import Descent
import DescentCatalog
import DescentPlugins
import Foundation

/// `descent register-worker`: loads one library and registers what is in it, for a process that wants to
/// know whether that does any harm.
struct RegisterWorker: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "register-worker", abstract: "Try to register a plugin, for another process.",
    shouldDisplay: false)

  /// What is written when all went well: a plugin that ends the process never comes to that.
  static let word = "registered"

  @Argument var library: String

  func run() async throws {
    GuardedProcess.limitMemory(to: WorkerOptions.memoryLimit)
    let plugin = try await PluginLoader().load(library, trying: nil).plugin
    var registry = Catalog.registry
    // A name that is taken is no harm, and is said where the plugin is wanted.
    try? registry.add(plugin, from: library)
    let line = Array((Self.word + "\n").utf8)
    _ = Foundation.write(GuardChannel.descriptor, line, line.count)
  }
}
