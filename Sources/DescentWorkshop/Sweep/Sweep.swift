import Descent
import DescentCatalog
import DescentMutations
import DescentTextbook
import Foundation
import Synchronization

/// Changes every built-in optimizer and schedule, one small change at a time, and checks whether `descent
/// reproduce all` would fail.
struct Sweep {
  /// The folder of the plugins' sources.
  let plugins: URL
  /// The folder for changed files.
  let workplace: URL
  /// The names of files to change; empty for all.
  let only: [String]

  enum Outcome: Sendable {
    case rejected(by: String)
    case trapped
    case survived
    /// The compiler rejects the change, so it is not a mutant.
    case notSwift
  }

  /// The types of the rules that results of the textbook are about; other rules are checked only by the laws.
  private static let chapter: Set<String> = {
    let names = Set(Textbook.selection("algorithms").compactMap { $0.rule?.name })
    let types = Catalog.registry.optimizerTypes.filter { names.contains($0.card.name) }
    return Set(types.map { String(describing: $0) })
  }()

  /// The files with one plugin each, together with the helpers that it calls and, for a rule, the other files
  /// of its folder without declarations.
  func sources() throws -> [(file: String, source: String)] {
    // Each paragraph is one helper.
    let helpers = try read("Schedules/Shapes.swift").components(separatedBy: "\n\n").compactMap {
      text in text.firstMatch(of: /func (\w+)\(/).map { (call: "\($0.1)(", text: text) }
    }
    let paths = try FileManager.default.subpathsOfDirectory(atPath: plugins.path).sorted()
      .filter { $0.hasSuffix(".swift") && !$0.hasPrefix("Examples/") }
    return try paths.compactMap { path in
      let source = try read(path)
      // Skip traits and helpers, which contain no plugin.
      guard let match = source.firstMatch(of: /public struct (\w+): [^{]*(Optimizer|Schedule)/),
        only.isEmpty || only.contains(String(match.1)),
        match.2 == "Schedule" || Self.chapter.contains(String(match.1))
      else { return nil }
      let folder = path.dropLast("\(match.1).swift".count)
      let beside =
        try match.2 == "Schedule"
        ? []
        : paths.filter { other in
          other != path && other.hasPrefix(folder) && !other.dropFirst(folder.count).contains("/")
            && !["Traits", "Definition", "Peers"].contains { other.hasSuffix($0 + ".swift") }
        }.map(read)
      let needed = helpers.filter { source.contains($0.call) }.map { "\n\($0.text)\n" }.joined()
      return (
        file: path,
        source: source + (beside + [needed]).joined(separator: "\n")
          + "\nlet plugin = Plugin(\(match.1).self)\n"
      )
    }
  }

  private func read(_ path: String) throws -> String {
    try String(contentsOf: plugins.appending(path: path), encoding: .utf8)
  }

  /// The mutations of every file; code after the plugin's own source is not changed.
  func mutations() throws -> [Mutation] {
    try sources().flatMap { source in
      Mutation.all(of: source.source, file: source.file).filter {
        !Self.isAsked($0, of: source.source)
      }
    }
  }

  /// Whether a change is in code that only observers and modifiers call. No result of the textbook covers it;
  /// the laws of modifiers and the records of averages do.
  private static func isAsked(_ mutation: Mutation, of source: String) -> Bool {
    let above = source.split(separator: "\n", omittingEmptySubsequences: false).prefix(
      mutation.line)
    let function = above.last { $0.contains("func ") } ?? ""
    return ["func evaluationPoint", "func decoupledDecay"].contains { function.contains($0) }
  }

  /// Judges a mutation in its own process.
  func outcome(_ mutation: Mutation, number: Int) throws -> Outcome {
    let file = workplace.appending(path: "mutant\(number).swift")
    try mutation.source.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(filePath: CommandLine.arguments[0])
    process.arguments = ["judge", file.path]
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["DESCENT_CACHE": workplace.appending(path: "cache").path], uniquingKeysWith: { $1 })
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let text = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .newlines)
    guard process.terminationReason == .exit else { return .trapped }
    switch process.terminationStatus {
    case 0: return .survived
    case 1: return .rejected(by: text)
    default: return .notSwift
    }
  }
}
