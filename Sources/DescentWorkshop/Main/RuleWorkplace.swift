import Descent
import DescentCommand
import DescentPlugins
import Foundation

/// A folder in which sources of rules are compiled, as many at a time as there are processors.
struct RuleWorkplace {
  let folder: URL

  /// Writes a source.
  /// - Parameter name: of the file, without its ending.
  func write(_ source: String, _ name: String) throws {
    try source.write(to: file(name), atomically: true, encoding: .utf8)
  }

  /// The rules of a file that is written here, compiled and loaded.
  func rules(_ name: String) async throws -> [any ConfigurableOptimizer.Type] {
    try await PluginLoader().load(file(name).path(percentEncoded: false)).plugin.optimizers
  }

  private func file(_ name: String) -> URL { folder.appending(path: "\(name).swift") }

  /// Writes sources into a folder that the user names, to be looked at.
  static func write(_ sources: [(name: String, source: String)], into path: String) throws {
    try prepareDirectory(path, argument: "write")
    let place = RuleWorkplace(folder: URL(filePath: path))
    for (name, source) in sources { try place.write(source, name) }
  }

  /// What a body finds of each unit, in a folder that is there as long as it works.
  /// - Parameters:
  ///   - name: what the folder is called after.
  ///   - before: called once, before the first unit.
  static func findings<Unit: Sendable, Finding: Sendable>(
    of units: [Unit], named name: String, before: (RuleWorkplace) throws -> Void = { _ in },
    _ body: @escaping @Sendable (Unit, RuleWorkplace) async throws -> [Finding]
  ) async throws -> [Finding] {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "descent-\(name)-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let place = RuleWorkplace(folder: folder)
    try before(place)
    let console = Console.current
    defer { if console.hasLiveLine { console.errors("\r\u{1B}[K") } }
    // Compiling takes most of the time, and is asynchronous.
    return try await withThrowingTaskGroup(of: [Finding].self) { group in
      var (found, next) = ([Finding](), 0)
      func begin() {
        guard next < units.count else { return }
        let unit = units[next]
        group.addTask { try await body(unit, place) }
        next += 1
      }
      for _ in 0..<ProcessInfo.processInfo.activeProcessorCount { begin() }
      while let more = try await group.next() {
        found += more
        begin()
        if console.hasLiveLine { console.errors("\r\u{1B}[K\(next)/\(units.count) files begun") }
      }
      return found
    }
  }
}
