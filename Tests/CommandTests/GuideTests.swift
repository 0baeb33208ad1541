import Foundation
import Testing

/// `Plugins/README.md` and its files.
@Suite("The guide to plugins") struct GuideTests {
  private static let examples = [
    "Lion.swift", "Muon.swift", "SAM.swift", "Cautious.swift", "Camel.swift",
  ]

  private func workplace() throws -> Workplace {
    let place = try Workplace()
    for name in Self.examples {
      try place.write(try Document("Plugins/Examples/" + name).text, to: name)
    }
    return place
  }

  @Test("Every command in the guide prints what the guide says") func commands() throws {
    let place = try workplace()
    let blocks = try Document("Plugins/README.md").blocks("console")
    #expect(blocks.count == 9)
    for block in blocks {
      let lines = block.split(separator: "\n", maxSplits: 1).map(String.init)
      try #require(lines.count == 2 && lines[0].hasPrefix("$ descent "))
      let result = try Program.run(String(lines[0].dropFirst("$ descent ".count)), in: place)
      #expect(result.status == 0 && result.errors.isEmpty, "\(lines[0]): \(result.errors)")
      #expect(Document.masked(result.output) == Document.masked(lines[1]), "\(lines[0])")
    }
  }

  @Test("The files in the guide are the files beside it") func files() throws {
    let shown = try Document("Plugins/README.md").blocks("swift")
    #expect(try shown == Self.examples.map { try Document("Plugins/Examples/" + $0).text })
  }

  @Test("Each file of the guide keeps every law", arguments: examples)
  func laws(_ name: String) throws {
    let result = try Program.run("check \(name)", in: try workplace())
    #expect(result.status == 0 && result.errors.isEmpty, "\(result.output)\(result.errors)")
    #expect(result.output.contains(" 0 failed"))
  }

  @Test("Lion is under fifteen lines of code, the card and the comments aside") func short() throws
  {
    var lines = try Document("Plugins/Examples/Lion.swift").text.split(separator: "\n").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    let card = try #require(lines.firstIndex { $0.hasPrefix("static let card") })
    let end = try #require(lines.firstIndex { $0.hasPrefix("source: ") })
    lines.removeSubrange(card...end)
    let code = lines.filter { !$0.hasPrefix("//") && $0.contains(where: \.isLetter) }
    #expect(code.count < 15, "\(code)")
  }
}
