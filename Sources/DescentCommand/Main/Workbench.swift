import Descent
import DescentCatalog
import DescentFiles
import DescentPlugins
import Foundation
import Synchronization

/// The names that the current command knows: the built-in ones, and those of the plugin files loaded so
/// far.
///
/// Commands must use this registry, never that of the catalogue.
final class Workbench: Sendable {
  @TaskLocal static var current = Workbench()

  /// A plugin file that was loaded.
  struct LoadedFile: Sendable {
    /// The path as typed.
    let path: String
    let plugin: LoadedPlugin
  }

  private struct State {
    var registry = Catalog.registry
    /// By absolute path without links, so that a file is loaded once however it is named.
    var files: [String: LoadedFile] = [:]
    var order: [String] = []
    /// The plugin that a package's own command line adds.
    var added = Plugin()
  }

  private let state = Mutex(State())
  let workers = Mutex(WorkerOptionsInUse())
  private let loader: PluginLoader

  /// Whether libraries are tried in another process first.
  private let isTrying: Bool

  init(_ loader: PluginLoader = PluginLoader(), isTrying: Bool = true) {
    self.loader = loader
    self.isTrying = isTrying
  }

  /// Registers an optimizer that is not a Swift type.
  func register(_ entry: OptimizerEntry) { state.withLock { $0.registry.add(entry) } }

  /// Registers a problem that is not a Swift type.
  func register(_ entry: ProblemEntry) { state.withLock { $0.registry.add(entry) } }

  var registry: Registry { state.withLock { $0.registry } }

  /// The files, in the order in which they were loaded.
  var files: [LoadedFile] { state.withLock { state in state.order.compactMap { state.files[$0] } } }

  /// The names of the problems that meet these needs.
  func problems(offering needs: Needs) -> [String] {
    registry.problemTypes.filter { $0.init().offers.isSuperset(of: needs) }.map { $0.card.name }
  }

  /// The file that a name comes from, or nil if it is built in.
  func file(of name: String) -> LoadedFile? {
    files.first { $0.plugin.plugin.names.contains { $0.name == name } }
  }

  /// Digests of the plugin files that these specifications use, keyed by `plugin NAME`.
  func identity(of specifications: [Specification]) -> [String: String] {
    var identity: [String: String] = [:]
    for name in Set(specifications.flatMap(\.names)) {
      guard let file = file(of: name), let bytes = try? readFile(file.path) else { continue }
      var digest = Digest()
      digest.add(bytes)
      identity["plugin " + name] = digest.text
    }
    return identity
  }

  /// Compiles, loads and registers a plugin file, unless it was loaded before.
  /// - Throws: `PluginError`, or `ConfigurationError` if a name is taken.
  @discardableResult
  func load(_ path: String) async throws -> LoadedFile {
    let key = URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
    if let known = state.withLock({ $0.files[key] }) { return known }
    let console = Console.current
    let plugin = try await loader.load(
      path, warning: { console.printError($0) },
      compiling: { begins in
        guard console.hasLiveLine else { return }
        console.errors("\r\u{1B}[K" + (begins ? "compiling \(path) …" : ""))
      },
      trying: isTrying && DescentCommand.hasWorkers
        ? { try Registration(library: $0).failure() } : nil)
    let file = LoadedFile(path: path, plugin: plugin)
    let renamings = try state.withLock { state in
      let renamings = try state.registry.addRenaming(plugin.plugin, from: path)
      state.files[key] = file
      state.order.append(key)
      return renamings
    }
    // Print the notes for source files only: a worker gets compiled libraries, and its parent has printed
    // the notes.
    for renaming in path.hasSuffix(".swift") ? renamings : [] {
      console.printError(
        "descent: note: the \(renaming.kind) '\(renaming.own)' of \(path) is called '\(renaming.name)' "
          + "here, because the \(renaming.kind) of that name \(renaming.owner)")
    }
    GuardChannel.current?.loaded(path)
    return file
  }

  /// Reports to the process that guards this one, if there is one, that a run of these specifications
  /// begins; does nothing if none of them comes from a file.
  func guarded(
    _ specifications: [Specification], lane: Int = 0,
    patience: Double = GuardSupervisor.longPatience
  ) {
    guard let channel = GuardChannel.current, let name = foreign(specifications) else { return }
    channel.begin(lane: lane, name: name, isForeign: true, patience: patience)
  }

  /// The command-line spelling of the names in these specifications that come from files; nil if there are
  /// none.
  func foreign(_ specifications: [Specification]) -> String? {
    let names = specifications.flatMap(\.names).filter { file(of: $0) != nil }
    return names.isEmpty ? nil : names.map(typed).joined(separator: " or ")
  }

  /// The name of a run in messages: its rule, and its problem if that comes from a file.
  func nameOfRun(
    _ optimizer: Specification, _ schedule: Specification? = nil, on problem: Specification
  ) -> String {
    let rule = foreign([optimizer] + (schedule.map { [$0] } ?? [])) ?? optimizer.name
    return foreign([problem]).map { "\(rule) on \($0)" } ?? rule
  }

  /// Registers the plugin that a package's own command line adds.
  /// - Throws: `ConfigurationError` if a name is taken.
  func add(_ plugin: Plugin) throws(ConfigurationError) {
    let result: Result<Void, ConfigurationError> = state.withLock { state in
      do throws(ConfigurationError) {
        try state.registry.add(plugin, from: Self.ownName)
        state.added = plugin
        return .success(())
      } catch {
        return .failure(error)
      }
    }
    try result.get()
  }

  /// The names that a package's own command line added.
  var added: [String] { state.withLock { $0.added.names.map(\.name) } }

  /// A workbench without loaded files, as this one was at the start.
  func fresh() -> Workbench {
    let workbench = Workbench(loader, isTrying: isTrying)
    let added = state.withLock { $0.added }
    workbench.state.withLock { state in
      // The same registry accepted it before.
      try? state.registry.add(added, from: Self.ownName)
      state.added = added
    }
    return workbench
  }

  /// The name, in errors, of the plugin of a package's own command line.
  private static let ownName = "this program"

  /// Loads every plugin file of the folders in `DESCENT_PLUGINS`, which are joined by colons. A file that
  /// cannot be loaded is skipped with a warning on standard error.
  func loadFolders() async {
    let folders = loader.environment["DESCENT_PLUGINS"] ?? ""
    for folder in folders.split(separator: ":").map(String.init) {
      guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
        Self.warn("\(folder) in DESCENT_PLUGINS is not a folder that can be read")
        continue
      }
      for name in names.sorted() where PluginLoader.isPlugin(name) {
        do { try await load(folder + "/" + name) } catch { Self.warn("left out: \(error)") }
      }
    }
  }

  private static func warn(_ text: String) {
    Console.current.printError("descent: warning: " + text)
  }

  func compile(_ path: String, to output: String) async throws {
    let console = Console.current
    try await loader.compile(path, to: output) { console.printError($0) }
  }
}

extension Specification {
  /// Its name and the names of the nested specifications.
  fileprivate var names: [String] {
    values.reduce(into: [name]) { names, setting in
      switch setting.value {
      case .text: break
      case .nested(let inner): names += inner.names
      case .list(let items): names += items.flatMap(\.names)
      }
    }
  }
}
