import ArgumentParser

/// A command that takes plugin files, which are loaded before it runs.
protocol TakesPlugins {
  var plugins: PluginOptions { get }
}

/// `--plugin` and `--python`, for every command that takes plugins.
struct PluginOptions: ParsableArguments {
  @Option(
    name: .customLong("plugin"),
    help: ArgumentHelp(
      "Load this plugin, a .swift file or a compiled one; may be given several times.",
      valueName: "file"), completion: .file(extensions: ["swift", "so", "dylib"]))
  var files: [String] = []

  @Option(
    help: ArgumentHelp(
      "The interpreter of python:… (default: DESCENT_PYTHON, the active virtual environment, ./.venv, python3).",
      valueName: "path"))
  var python: String?

  func load() async throws {
    if let python { Workbench.current.workers.withLock { $0.python = python } }
    await Workbench.current.loadFolders()
    for file in files { try await Workbench.current.load(file) }
  }
}
