import DescentCatalog
import Foundation
import Testing

/// The promise that an optimizer is a page and its rule ten lines, kept by counting.
@Suite struct RuleLengthTests {
  static let sources: [URL] = {
    let plugins = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Plugins")
    let folders =
      (try? FileManager.default.contentsOfDirectory(at: plugins, includingPropertiesForKeys: nil))
      ?? []
    return folders.flatMap { folder in
      (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil))
        ?? []
    }.filter { $0.pathExtension == "swift" && !isBesideRules($0) }
  }()

  /// What lies in `Plugins` and is no rule or schedule that is built in.
  static func isBesideRules(_ source: URL) -> Bool {
    ["/Examples/", "/Plugins/Slips/", "/Plugins/Tests/"].contains { source.path.contains($0) }
  }

  /// The rules themselves: beside each lies what its author declares of it.
  static let rules = sources.filter { source in
    let name = source.deletingPathExtension().lastPathComponent
    return !source.path.contains("/Schedules/") && !source.path.contains("/Modifiers/")
      && !["Traits", "Definition", "Peers"].contains { name.hasSuffix($0) }
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

  @Test("is at most 80 lines a file", arguments: sources)
  func file(source: URL) throws {
    let text = try String(contentsOf: source, encoding: .utf8)
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count - 1 <= 80)
  }

  @Test("is at most ten lines a rule", arguments: rules)
  func rule(source: URL) throws {
    let text = try String(contentsOf: source, encoding: .utf8)
    let update = Self.bodyLineCount(of: "update", in: text)
    #expect(update >= 1)
    #expect(update + Self.bodyLineCount(of: "constants", in: text) <= 10)
  }

  /// The rules of the tiers with sums and tensors, and the lines that each may have in all its functions.
  static let proofs = [
    ("Polyak", 5), ("Lars", 10), ("Lamb", 15), ("Muon", 15), ("SGLD", 10), ("Shampoo", 25),
  ]

  @Test("is short in the tiers with sums and tensors, too", arguments: proofs)
  func proof(name: String, limit: Int) throws {
    let rules = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "ProofRuleTests/Rules")
    let text = try String(contentsOf: rules.appending(path: name + ".swift"), encoding: .utf8)
    let functions = Set(text.matches(of: /func (\w+)/).map { String($0.1) })
    let lines = functions.reduce(0) { $0 + Self.bodyLineCount(of: $1, in: text) }
    #expect((1...limit).contains(lines))
  }

  @Test("is one file for each optimizer of the catalog") func complete() {
    #expect(
      Set(Self.rules.map { $0.deletingPathExtension().lastPathComponent })
        == Set(Catalog.registry.optimizerTypes.map { String(describing: $0) }))
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
