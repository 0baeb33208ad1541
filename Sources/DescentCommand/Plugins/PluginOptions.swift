import ArgumentParser

/// A command that takes plugin files: all that it is asked to load is loaded before it runs.
protocol TakesPlugins {
  var plugins: PluginOptions { get }
}

/// `--plugin`, on every command.
struct PluginOptions: ParsableArguments {
  @Option(
    name: .customLong("plugin"),
    help: ArgumentHelp(
      "Load this plugin, a .swift file or a compiled one; may be given several times.",
      valueName: "file"))
  var files: [String] = []

  func load() async throws {
    await Workbench.current.loadFolders()
    for file in files { try await Workbench.current.load(file) }
  }
}
