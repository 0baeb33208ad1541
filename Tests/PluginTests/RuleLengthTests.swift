import DescentCatalog
import Foundation
import Testing

/// The promise that an optimizer is a page and its rule ten lines, kept by counting.
@Suite("The length of a rule's file") struct RuleLengthTests {
  static let plugins = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Plugins")

  /// The paths within `Plugins` of everything built in, without slips and tests.
  static let paths = ((try? FileManager.default.subpathsOfDirectory(atPath: plugins.path)) ?? [])
    .filter { path in
      path.hasSuffix(".swift") && !path.hasPrefix("Examples/")
        && !path.split(separator: "/").contains { $0 == "Slips" || $0 == "Tests" }
    }.sorted()

  /// The rules themselves, `Family/Rule/Rule.swift`, without the declarations beside them.
  static let rules = paths.filter {
    let parts = $0.split(separator: "/")
    return parts.count == 3 && parts[2] == parts[1] + ".swift"
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: plugins.appending(path: path), encoding: .utf8)
  }

  static func lineCount(_ text: String) -> Int {
    text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
  }

  /// The lines between a function's braces that hold code.
  static func bodyLineCount(of function: String, in text: String) -> Int {
    var count = 0
    var depth: Int?
    for line in text.split(separator: "\n") {
      let code = line.trimmingCharacters(in: .whitespaces)
      if depth == nil, code.contains("func \(function)<") || code.contains("func \(function)(") {
        depth = 0
      }
      guard let before = depth, !code.hasPrefix("//") else { continue }
      let after = before + code.count { $0 == "{" } - code.count { $0 == "}" }
      // A line that opens or closes the body itself is a brace, not code.
      let isWhole = before == 0 && after == 0 && code.contains("{")
      if before > 0 && after > 0 || isWhole { count += 1 }
      depth = before > 0 && after == 0 || isWhole ? nil : after
    }
    return count
  }

  @Test(
    "is a page: at most 80 lines for one coordinate, 100 with sums, 150 with searches",
    arguments: rules)
  func file(path: String) throws {
    let text = try Self.text(path)
    let limit =
      text.contains(": CoordinatewiseOptimizer")
      ? 80 : text.contains(": OracleOptimizer") ? 150 : 120
    #expect(Self.lineCount(text) <= limit)
  }

  @Test(
    "is at most 80 lines a schedule or a modifier",
    arguments: paths.filter { $0.hasPrefix("Schedules/") || $0.hasPrefix("Modifiers/") })
  func stage(path: String) throws { #expect(Self.lineCount(try Self.text(path)) <= 80) }

  @Test("is at most twelve lines per update, fifteen with sums", arguments: rules)
  func rule(path: String) throws {
    let text = try Self.text(path)
    let isSumming = text.contains(": SummingOptimizer") || text.contains(": JointOptimizer")
    guard isSumming || text.contains(": CoordinatewiseOptimizer") else { return }
    let update = Self.bodyLineCount(of: "update", in: text)
    #expect(update >= 1 && update <= (isSumming ? 15 : 12))
  }

  @Test("is one folder for each optimizer of the catalog") func complete() {
    #expect(
      Set(Self.rules.map { $0.split(separator: "/")[1] })
        == Set(Catalog.registry.optimizerTypes.map { Substring(String(describing: $0)) }))
  }

  @Test("counts the lines of a body, not its braces or comments") func counts() {
    let text = """
      func update(
        _ x: Int
      ) {
        // why
        if x > 0 {
          print(x)
        }
      }
      func other() {
        print(1)
      }
      func short() { print(2) }
      """
    #expect(Self.bodyLineCount(of: "update", in: text) == 3)
    #expect(Self.bodyLineCount(of: "other", in: text) == 1)
    #expect(Self.bodyLineCount(of: "short", in: text) == 1)
    #expect(Self.bodyLineCount(of: "missing", in: text) == 0)
  }
}
