import ArgumentParser
import Descent
import DescentCatalog
import DescentPlugins
import Foundation

/// `descent register-worker`: loads one library and registers its plugin, for a process that tests whether
/// that is safe.
struct RegisterWorker: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "register-worker", abstract: "Try to register a plugin, for another process.",
    shouldDisplay: false)

  /// The line that reports success; a plugin that ends the process never reaches it.
  static let word = "registered"

  @Argument var library: String

  func run() async throws {
    GuardedProcess.limitMemory(to: WorkerOptions.memoryLimit)
    let plugin = try await PluginLoader().load(library, trying: nil).plugin
    var registry = Catalog.registry
    // Ignore a name that is taken: the process that uses the plugin reports it.
    try? registry.add(plugin, from: library)
    let line = Array((Self.word + "\n").utf8)
    _ = Foundation.write(GuardChannel.descriptor, line, line.count)
  }
}
