import DescentFiles
import DescentTextbook

/// Common beliefs with what is true instead, as `list folklore` prints them.
struct FolkloreList {
  private let entries: [(item: Folklore, truth: Folklore.Truth)]

  /// Computes the numbers of every item.
  init() throws {
    let laboratory = Laboratory()
    entries = try Textbook.folklore.map { ($0, try $0.truth(in: laboratory)) }
  }

  /// One paragraph per item, because the sentences are too long for a table.
  func text(_ console: Console) -> String {
    let indent = String(repeating: " ", count: 12)
    return entries.map { item, truth in
      let margin = item.number < 10 ? "  " : " "
      return [
        "\(margin)\(item.number)  said   \(item.claim)", "     true   \(truth.text)",
        "     shown  \(item.shownBy.joined(separator: " "))",
      ].map { line in
        // Wrap only the text after the head of the line.
        let (head, words) = (line.prefix(12), line.dropFirst(12))
        return head
          + String(words).wrapped(to: min(console.width, 100) - 12)
          .replacing("\n", with: "\n" + indent)
      }.joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  var json: JSON {
    let items = entries.map { item, truth in
      JSON.keyed([
        ("number", .integer(item.number)), ("said", .string(item.claim)),
        ("true", .string(truth.text)), ("results", .array(item.results.map { .string($0) })),
        ("contradictions", .array(truth.contradictions.map(Self.object))),
      ])
    }
    return JSON.keyed([("folklore", .array(items))])
  }

  private static func object(_ contradiction: Folklore.Contradiction) -> JSON {
    .keyed([
      ("quantity", .string(contradiction.said.name)), ("said", .finite(contradiction.said.value)),
      ("criterion", .string(contradiction.said.criterion.text)),
      ("measured", .finite(contradiction.measured)),
    ])
  }
}
