import Foundation

/// The built program, run as a user runs it.
enum Program {
  /// The program, which is beside the test bundle in any build folder.
  static let url = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appending(path: "descent")

  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The cache of compiled plugins, which tests share and later runs reuse.
  static let cache = url.deletingLastPathComponent().appending(path: "plugin-test-cache").path

  /// An empty cache. It does not share the compiler's modules with ``cache``, because the compiler takes
  /// a module under two paths, one of them a link, as two modules.
  static func emptyCache(in place: Workplace) throws -> String {
    try FileManager.default.createDirectory(
      atPath: place["cache"], withIntermediateDirectories: true)
    return place["cache"]
  }

  /// Starts the program. - Parameter environment: changes to this process's own.
  static func start(
    _ arguments: [String], in directory: String, environment: [String: String] = [:]
  ) throws -> Running {
    let process = Process()
    process.executableURL = url
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: directory)
    var variables = ProcessInfo.processInfo.environment
    variables["DESCENT_CACHE"] = cache
    variables["DESCENT_PLUGINS"] = nil
    // Unset the locale, so that compared output has all letters on every machine.
    for key in ["LC_ALL", "LC_CTYPE", "LANG"] { variables[key] = nil }
    variables["TERM"] = "xterm"
    process.environment = variables.merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    let files = try (0..<2).map { _ in try TemporaryOutput() }
    process.standardOutput = files[0].handle
    process.standardError = files[1].handle
    try process.run()
    return Running(process: process, output: files[0], errors: files[1])
  }

  /// Runs the program to its end.
  static func run(
    _ line: String, in place: Workplace, environment: [String: String] = [:]
  ) throws -> Invocation {
    let words = line.split(separator: " ").map(String.init)
    return try start(words, in: place.path, environment: environment).end()
  }

  struct Running {
    let process: Process
    let output: TemporaryOutput
    let errors: TemporaryOutput

    func end() throws -> Invocation {
      process.waitUntilExit()
      // A program that a signal ended has no exit status.
      let status = process.terminationReason == .exit ? process.terminationStatus : -1
      return Invocation(status: status, output: try output.text(), errors: try errors.text())
    }
  }

  /// A file for a stream, because a full pipe that is not read would block the program.
  final class TemporaryOutput {
    private let url = FileManager.default.temporaryDirectory
      .appending(path: "descent-test-\(UUID().uuidString)")
    let handle: FileHandle

    init() throws {
      try Data().write(to: url)
      handle = try FileHandle(forWritingTo: url)
    }

    func text() throws -> String { String(decoding: try Data(contentsOf: url), as: UTF8.self) }

    deinit { try? FileManager.default.removeItem(at: url) }
  }
}
