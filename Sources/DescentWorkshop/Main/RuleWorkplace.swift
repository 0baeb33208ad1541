import Descent
import DescentCommand
import DescentPlugins
import Foundation

/// A folder in which sources of rules are compiled, with one compilation per processor at a time.
struct RuleWorkplace {
  let folder: URL

  /// Writes a source.
  /// - Parameter name: the name of the file, without extension.
  func write(_ source: String, _ name: String) throws {
    try source.write(to: file(name), atomically: true, encoding: .utf8)
  }

  /// Compiles and loads a file of the folder. - Returns: the rules in it.
  func rules(_ name: String) async throws -> [any ConfigurableOptimizer.Type] {
    try await PluginLoader().load(file(name).path(percentEncoded: false)).plugin.optimizers
  }

  private func file(_ name: String) -> URL { folder.appending(path: "\(name).swift") }

  /// Writes sources into a folder named by the user, for inspection.
  static func write(_ sources: [(name: String, source: String)], into path: String) throws {
    try prepareDirectory(path, argument: "write")
    let place = RuleWorkplace(folder: URL(filePath: path))
    for (name, source) in sources { try place.write(source, name) }
  }

  /// The findings of `body` for all units, made in a temporary folder.
  /// - Parameters:
  ///   - name: a part of the folder's name.
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
    // Run units concurrently, because most of the time is spent in asynchronous compilation.
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
