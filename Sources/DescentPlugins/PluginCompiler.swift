import Descent
import Foundation

/// The Swift compiler, and its options for compiling a plugin from one file.
struct PluginCompiler {
  /// The path of the compiler.
  let path: String
  /// Whether its messages are coloured.
  let hasColor: Bool
  /// The time limit for a file, in seconds.
  let timeLimit: Double

  /// The time limit unless `DESCENT_COMPILE_LIMIT` is set. A file takes a second; the first one, on a
  /// slow machine, half a minute.
  static let usualLimit = 300.0

  /// The compiler named by `DESCENT_SWIFTC`; otherwise the first `swiftc` on `PATH`.
  /// - Throws: ``PluginError/noCompiler(path:lookedFor:)``
  static func find(
    _ environment: [String: String], hasColor: Bool, for file: String
  ) throws(PluginError) -> PluginCompiler {
    let manager = FileManager.default
    let given = environment["DESCENT_COMPILE_LIMIT"].flatMap { Double($0) }
    let timeLimit = given.map { min(max($0, 1), 1e6) } ?? usualLimit
    if let named = environment["DESCENT_SWIFTC"], !named.isEmpty {
      guard manager.isExecutableFile(atPath: named) else {
        throw .noCompiler(path: file, lookedFor: "DESCENT_SWIFTC is \(named)")
      }
      return PluginCompiler(path: named, hasColor: hasColor, timeLimit: timeLimit)
    }
    let candidates = (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/swiftc" }
    guard let path = candidates.first(where: manager.isExecutableFile(atPath:)) else {
      throw .noCompiler(path: file, lookedFor: "no swiftc on PATH")
    }
    return PluginCompiler(path: path, hasColor: hasColor, timeLimit: timeLimit)
  }

  /// Identifies the version of the compiler without starting it: by its file, size and modification
  /// time.
  var identity: String {
    let real = URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
    let attributes = try? FileManager.default.attributesOfItem(atPath: real)
    let time = (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
    return "\(real) \(attributes?[.size] ?? 0) \(time)"
  }

  /// All flags that do not depend on the file.
  func flags(_ modules: KernelModules) -> [String] {
    var flags = [
      "-O", "-whole-module-optimization", "-swift-version", "6", "-parse-as-library",
      "-emit-library", "-I", modules.folder,
    ]
    for map in modules.moduleMaps { flags += ["-Xcc", "-fmodule-map-file=\(map)"] }
    // As wide as the kernel's vectors: a kernel built for any machine gets plugins for any
    // machine.
    if KernelBuild.vectorBits > 128 { flags += ["-Xcc", "-march=native"] }
    #if os(macOS)
      // The kernel's symbols come from the running program.
      flags += ["-Xlinker", "-undefined", "-Xlinker", "dynamic_lookup"]
    #endif
    return flags
  }

  /// The second source file of every plugin's module: the entry point that the workbench calls,
  /// and the stamp of the kernel for which it was compiled.
  ///
  /// Redefines `precondition`, because the standard library's does not print its message in optimized
  /// code.
  static func entry(_ modules: KernelModules) -> String {
    """
    import Descent

    @_transparent
    func precondition(
      _ condition: @autoclosure () -> Bool, _ message: @autoclosure () -> String = String(),
      file: StaticString = #fileID, line: UInt = #line
    ) {
      if !condition() { fatalError(message(), file: file, line: line) }
    }

    @_transparent
    func preconditionFailure(
      _ message: @autoclosure () -> String = String(),
      file: StaticString = #fileID, line: UInt = #line
    ) -> Never { fatalError(message(), file: file, line: line) }

    @_cdecl("\(PluginLibrary.entryName)")
    public func _descentPluginEntry(_ place: UnsafeMutableRawPointer) {
      let registered: Plugin = plugin
      place.initializeMemory(as: Plugin.self, to: registered)
    }

    @_cdecl("\(PluginLibrary.stampName)")
    public func _descentPluginStamp() -> UnsafeRawPointer {
      let stamp: StaticString = "\(PluginLibrary.stamp)\(modules.identity);"
      return UnsafeRawPointer(stamp.utf8Start)
    }

    """
  }

  /// Compiles a file, given by the path as the user typed it, into `folder`.
  /// - Returns: the library, and the compiler's messages (warnings).
  func compile(
    _ file: String, module: String, _ modules: KernelModules, in folder: String,
    _ cache: PluginCache
  ) async throws -> (library: String, messages: String) {
    let entry = folder + "/entry.swift"
    let library = folder + "/plugin.so"
    try Data(Self.entry(modules).utf8).write(to: URL(filePath: entry))
    func run(_ moduleCache: String) throws -> (GuardedProcess.Ending, CompilerMessages) {
      let arguments =
        flags(modules) + [
          "-module-name", module, "-module-cache-path", moduleCache,
          hasColor ? "-color-diagnostics" : "-no-color-diagnostics",
          file.hasPrefix("-") ? "./" + file : file, entry, "-o", library,
        ]
      let (ending, said) = try output(of: arguments, for: file)
      return (ending, CompilerMessages(said))
    }
    cache.removeOddModules()
    var (ending, messages) = try run(cache.moduleCache)
    if ending != .exited(status: 0), !messages.hasError(in: file), !messages.hasError(in: entry) {
      // There is no error in either source, so the compiler's cache of C modules may be
      // damaged.
      cache.removeModules()
      (ending, messages) = try run(folder + "/modules")
    }
    guard ending == .exited(status: 0) else {
      if case .killed(let signal) = ending, !messages.hasError {
        throw PluginError.compilerFailed(
          path: file, reason: "\(path) crashed: \(GuardedProcess.name(of: signal))")
      }
      let own = messages.without(file: entry)
      throw own.hasError || !messages.hasError(in: entry)
        ? PluginError.doesNotCompile(path: file, diagnostics: own.text)
        : PluginError.registersNothing(path: file)
    }
    return (library, messages.text)
  }

  /// Runs the compiler in its own process group, within the time limit.
  private func output(
    of arguments: [String], for file: String
  ) throws -> (ending: GuardedProcess.Ending, said: String) {
    let process: GuardedProcess
    do {
      process = try GuardedProcess(
        path, arguments, environment: ProcessInfo.processInfo.environment,
        piped: [STDOUT_FILENO, STDERR_FILENO])
    } catch {
      throw PluginError.compilerFailed(
        path: file, reason: "\(path): \(error.localizedDescription)")
    }
    var streams = process.descriptors.map { LineStream($0) }
    let clock = ContinuousClock()
    let deadline = clock.now + .seconds(timeLimit)
    var said: [String] = []
    while true {
      guard clock.now < deadline else {
        process.end()
        _ = process.wait()
        throw PluginError.compilerFailed(
          path: file, reason: "\(path) did not come back within \(Int(timeLimit)) s")
      }
      said += LineStream.read(&streams, within: 20)[1]
      if !streams.contains(where: \.isOpen) { usleep(500) }
      guard let ending = process.ending() else { continue }
      said += streams[1].remainder()
      return (ending, said.joined(separator: "\n"))
    }
  }
}
