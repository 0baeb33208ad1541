import Foundation
import Testing

@Suite("The README") struct ReadmeTests {
  @Test("Every command in the README prints what the README says") func commands() async throws {
    let blocks = try Document("README.md").blocks("console")
    var shown: Set<String> = []
    for block in blocks {
      let lines = block.split(separator: "\n", maxSplits: 1).map(String.init)
      try #require(lines.count == 2 && lines[0].hasPrefix("$ descent "))
      let words = lines[0].split(separator: " ").dropFirst(2).map(String.init)
      shown.insert(words[0])
      let result =
        words.contains("Lion.swift") || words[0] == "check"
        ? try Self.withLion(words) : await descent(words)
      #expect(result.status == 0 && result.errors.isEmpty)
      #expect(Document.masked(result.output) == Document.masked(lines[1]), "\(lines[0])")
    }
    #expect(
      shown == ["run", "race", "list", "show", "verify", "evaluate", "check", "diff", "explain"])
  }

  /// Runs the built program where the README's own rule is a file, and where costs are measured.
  private static func withLion(_ words: [String]) throws -> Invocation {
    let place = try Workplace()
    let rule = try #require(
      try Document("README.md").blocks("swift").first { $0.contains("let plugin = ") })
    try place.write(rule, to: "Lion.swift")
    return try Program.start(words, in: place.path).end()
  }

  @Test("The library example is compiled, line by line, and finds the minimum") func library()
    throws
  {
    let example = try #require(try Document("README.md").blocks("swift").first)
    var compiled = try Document("Tests/CommandTests/ReadmeExample.swift").text.split(
      separator: "\n"
    )
    .map { $0.trimmingCharacters(in: .whitespaces) }[...]
    for line in example.split(separator: "\n") {
      let line = line.trimmingCharacters(in: .whitespaces)
      let place = try #require(compiled.firstIndex(of: line), "not compiled in this order: \(line)")
      compiled = compiled[(place + 1)...]
    }
    var found: [Double] = []
    try runReadmeExample { found = $0 }
    // The minimum is at (1, 1); Adam ends in a limit cycle far smaller than its rate.
    #expect(found.count == 2 && found.allSatisfy { abs($0 - 1) < 1e-6 }, "\(found)")
  }

  @Test("The picture is there") func picture() throws {
    let place = try #require(
      try Document("README.md").text.firstMatch(of: /!\[[^\]]*\]\(([^)]*)\)/))
    #expect(try Document(String(place.1)).text.hasPrefix("<?xml"))
  }
}
