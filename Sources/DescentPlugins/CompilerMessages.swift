/// The compiler's output, in blocks that begin with a location: `file.swift:3:5: error: …`.
package struct CompilerMessages {
  private let blocks: [[Substring]]

  package init(_ text: String) {
    var blocks: [[Substring]] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if blocks.isEmpty || Self.begins(line) {
        blocks.append([line])
      } else {
        blocks[blocks.count - 1].append(line)
      }
    }
    self.blocks = blocks
  }

  private init(blocks: [[Substring]]) { self.blocks = blocks }

  package var text: String {
    var lines = blocks.flatMap(\.self)[...]
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  package var hasError: Bool { blocks.contains { $0[0].contains("error:") } }

  package func hasError(in file: String) -> Bool {
    blocks.contains { $0[0].contains(file) && $0[0].contains("error:") }
  }

  /// These messages without those about a file that the author did not write.
  package func without(file: String) -> CompilerMessages {
    CompilerMessages(blocks: blocks.filter { !$0[0].contains(file) })
  }

  /// Whether a line is the first of a message: it names a kind, and is not part of an excerpt.
  private static func begins(_ line: Substring) -> Bool {
    guard let first = line.first(where: { $0 != " " }), first != "|", first != "`" else {
      return false
    }
    let kinds = ["error:", "warning:", "note:", "remark:"]
    return !line.hasPrefix(" ") && kinds.contains { line.contains($0) }
  }
}
