import DescentCommand
import Foundation
import Testing

@Suite("The output shown in the README and the articles") struct ReadmeTests {
  /// The README and the articles that show commands.
  static let pages =
    ["README.md"]
    + ["Running", "Racing", "Looking", "Checking", "Textbook", "MachineReadable"].map {
      Document.articles + $0 + ".md"
    }

  @Test("Every shown command prints the shown output", arguments: pages)
  func commands(_ page: String) async throws {
    let blocks = try Document(page).blocks("console")
    try #require(!blocks.isEmpty)
    for block in blocks {
      let lines = block.split(separator: "\n", maxSplits: 1).map(String.init)
      try #require(lines.count == 2 && lines[0].hasPrefix("$ descent "))
      let words = lines[0].split(separator: " ").dropFirst(2).map(String.init)
      let result =
        words.contains("Lion.swift") || words[0] == "check"
        ? try Self.withLion(words) : await descent(words)
      #expect(result.status == 0 && result.errors.isEmpty, "\(result.errors)")
      #expect(Document.masked(result.output) == Document.masked(lines[1]), "\(lines[0])")
    }
  }

  @Test("Articles that are not run show no output") func unrun() throws {
    let all = try FileManager.default.contentsOfDirectory(
      atPath: Program.root.appending(path: Document.articles).path)
    for name in all where name.hasSuffix(".md") && !Self.pages.contains(Document.articles + name) {
      #expect(try Document(Document.articles + name).blocks("console").isEmpty, "\(name)")
    }
  }

  @Test("The README fits on three screens, and its table has every command") func table() throws {
    let text = try Document("README.md").text
    #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 180)
    let shown = text.matches(of: /(?m)^\| `descent ([a-z]+)/).map { String($0.output.1) }
    #expect(Set(shown) == Set(CommandNames.all), "a command is missing, or there is none of a name")
    #expect(shown.count == Set(shown).count)
  }

  @Test("The commands of the README's table run as written") func tableRows() async throws {
    let place = try Workplace()
    try place.write(PluginSource.lion, to: "Mine.swift")
    try place.write(PluginSource.lion, to: "MyRule.swift")
    let text = try Document("README.md").text
    let rows = text.matches(of: /(?m)^\| `descent ([^`]+)`/).map { String($0.output.1) }
    // Leave out commands that take long, need a Python package or wait for a save; other tests run them.
    let quick = rows.filter { row in
      ["run", "race", "diff", "explain", "evaluate", "list", "show", "verify"].contains {
        row.hasPrefix($0 + " ")
      }
    }
    #expect(quick.count == 8)
    for row in quick {
      let result = await descent(row)
      // `diff` exits with 1 for rules that differ.
      #expect(result.status == 0 || row.hasPrefix("diff"), "\(row): \(result.errors)")
    }
  }

  @Test("Links of the README and of the articles lead to files") func links() throws {
    for page in Self.pages + ["CONTRIBUTING.md", "Plugins/README.md"] {
      let folder = Program.root.appending(path: page).deletingLastPathComponent()
      for link in try Document(page).text.matches(of: /\]\(([^)\s]+)\)/) {
        let target = String(link.output.1)
        guard !target.contains("://"), !target.hasPrefix("#") else { continue }
        #expect(
          FileManager.default.fileExists(atPath: folder.appending(path: target).path),
          "\(page): \(target)")
      }
    }
  }

  /// Runs the built program in a folder with the README's rule, because only the program measures costs.
  private static func withLion(_ words: [String]) throws -> Invocation {
    let place = try Workplace()
    let rule = try #require(
      try Document("README.md").blocks("swift").first { $0.contains("let plugin = ") })
    try place.write(rule, to: "Lion.swift")
    return try Program.start(words, in: place.path).end()
  }

  @Test("The README's problem and its two lines are compiled, line by line, and find the minimum")
  func library() throws {
    let compiled = try Document("Tests/CommandTests/ReadmeExample.swift").text.split(
      separator: "\n"
    )
    .map { $0.trimmingCharacters(in: .whitespaces) }
    let shown = try Document("README.md").blocks("swift").filter { !$0.contains("struct Lion") }
    #expect(shown.count == 2)
    for line in shown.flatMap({ $0.split(separator: "\n") }) {
      let line = line.trimmingCharacters(in: .whitespaces)
      // The line that registers the problem is only for files.
      guard line != "let plugin = Plugin(Banana.self)" else { continue }
      #expect(compiled.contains(line), "not compiled: \(line)")
    }
    // The minimum is at (1, 1); Adam ends in a limit cycle far smaller than its rate.
    for found in try ReadmeExample.minima() {
      #expect(found.count == 2 && found.allSatisfy { abs($0 - 1) < 1e-3 }, "\(found)")
    }
  }

  @Test("The picture exists") func picture() throws {
    let place = try #require(
      try Document("README.md").text.firstMatch(of: /!\[[^\]]*\]\(([^)]*)\)/))
    #expect(try Document(String(place.1)).text.hasPrefix("<?xml"))
  }
}
