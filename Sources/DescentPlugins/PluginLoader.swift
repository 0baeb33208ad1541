import Descent
import Foundation

/// A plugin, and the library from which it was loaded.
public struct LoadedPlugin: Sendable {
  public let plugin: Plugin
  /// The path of the library: the file itself, or the compiled file.
  public let library: String
}

/// Loads plugins from files: a `.swift` file is compiled, unless it is in the cache, and loaded; a
/// `.so` or `.dylib` file is loaded.
public struct PluginLoader: Sendable {
  /// The path of the running program, relative to which the kernel's modules are found.
  public let program: String
  public let environment: [String: String]
  /// Whether the compiler's messages are coloured.
  public let hasColor: Bool

  public init(
    program: String = Bundle.main.executablePath ?? CommandLine.arguments[0],
    environment: [String: String] = ProcessInfo.processInfo.environment, hasColor: Bool = false
  ) {
    self.program = program
    self.environment = environment
    self.hasColor = hasColor
  }

  /// Whether a path has the extension of a plugin.
  public static func isPlugin(_ path: some StringProtocol) -> Bool {
    [".swift", ".so", ".dylib"].contains { path.hasSuffix($0) && path.count > $0.count }
  }

  /// Loads the plugin of a file.
  /// - Parameters:
  ///   - warning: receives the compiler's messages about a file that it accepted.
  ///   - compiling: called before the compiler is started, and after it has ended.
  ///   - trying: registers a library in a process where that can do no harm, and returns what went
  ///     wrong; called once for each content. Nil if this process itself may crash.
  /// - Throws: ``PluginError``
  public func load(
    _ path: String, warning: @Sendable (String) -> Void = { _ in },
    compiling: @Sendable (_ begins: Bool) -> Void = { _ in },
    trying: ((_ library: String) throws -> String?)? = nil
  ) async throws -> LoadedPlugin {
    let modules = try KernelModules.find(for: path, program: program)
    guard path.hasSuffix(".swift") else {
      return try loaded(path, path, modules, trying)
    }
    let library = try await compile(path, modules, warning, compiling)
    return try loaded(library, path, modules, trying)
  }

  private func loaded(
    _ library: String, _ path: String, _ modules: KernelModules,
    _ trying: ((_ library: String) throws -> String?)?
  ) throws -> LoadedPlugin {
    let content = try PluginLibrary.content(of: library, as: path, for: modules)
    if let trying {
      var digest = Digest()
      digest.add(content)
      digest.add(modules.identity)
      let cache = PluginCache(environment)
      if !cache.isTried(digest.text) {
        if let reason = try trying(library) {
          throw PluginError.harmful(path: path, reason: reason)
        }
        cache.setTried(digest.text)
      }
    }
    return LoadedPlugin(plugin: try PluginLibrary.load(library, as: path), library: library)
  }

  /// Compiles a file, unless it is in the cache, and writes the library.
  /// - Throws: ``PluginError``, or the errors of writing the file.
  public func compile(
    _ path: String, to output: String, warning: @Sendable (String) -> Void = { _ in }
  ) async throws {
    let modules = try KernelModules.find(for: path, program: program)
    let library = try await compile(path, modules, warning)
    let data = try Data(contentsOf: URL(filePath: library))
    try data.write(to: URL(filePath: output), options: .atomic)
  }

  /// The compiled library of a file, from the cache or newly compiled.
  private func compile(
    _ path: String, _ modules: KernelModules, _ warning: @Sendable (String) -> Void,
    _ compiling: @Sendable (_ begins: Bool) -> Void = { _ in }
  ) async throws -> String {
    let cache = PluginCache(environment)
    // Read before searching for the compiler, because a missing file is the more likely error.
    var source = try bytes(of: path, for: path)
    let compiler = try PluginCompiler.find(environment, hasColor: hasColor, for: path)
    while true {
      let key = self.key(source, path, modules, compiler)
      if let library = cache.library(key) { return library }
      let module = Self.moduleName(path, key)
      let library = try await cache.make(key, for: path) { workplace in
        compiling(true)
        defer { compiling(false) }
        let made = try await compiler.compile(path, module: module, modules, in: workplace, cache)
        if !made.messages.isEmpty { warning(made.messages) }
        return made.library
      }
      // A file that was saved while it was compiled may be in the cache under the wrong key.
      let after = try bytes(of: path, for: path)
      if after == source { return library }
      try? FileManager.default.removeItem(atPath: library)
      source = after
    }
  }

  /// A digest of everything on which the library depends.
  private func key(
    _ source: [UInt8], _ path: String, _ modules: KernelModules, _ compiler: PluginCompiler
  ) -> String {
    var digest = Digest()
    digest.add(source)
    digest.add(modules.identity)
    digest.add(compiler.identity)
    digest.add(compiler.flags(modules).joined(separator: " "))
    digest.add(PluginCompiler.entry(modules))
    digest.add(Self.moduleName(path, ""))
    return digest.text
  }

  /// A separate module name for each version of a file, so that two versions can be loaded at
  /// the same time. It differs from the names of the file's types, because Swift could not
  /// distinguish a type from a module of the same name.
  private static func moduleName(_ path: String, _ key: String) -> String {
    let base = URL(filePath: path).deletingPathExtension().lastPathComponent
    let letters = base.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? String($0) : "_" }
    return "Plugin_" + letters.joined() + "_" + key.prefix(16)
  }
}
