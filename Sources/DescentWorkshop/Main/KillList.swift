import DescentFiles
import Foundation

/// The laws that rejected each wrong rule when the list was written. Each line is `mutant: law law …`;
/// comments begin with `#`.
package struct KillList: Equatable {
  /// A mutant and a law that rejected it.
  package struct Pair: Hashable {
    package let mutant: String
    package let law: String

    package init(mutant: String, law: String) {
      self.mutant = mutant
      self.law = law
    }
  }

  package let pairs: [Pair]

  /// - Throws: `FileError` if the file is missing or a line is not of this form.
  package init(path: String) throws(FileError) {
    let text: String
    do {
      text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
    } catch {
      throw .unreadable(path: path, reason: "no such file, or not text")
    }
    try self.init(text, path: path)
  }

  package init(_ text: String, path: String) throws(FileError) {
    var pairs: [Pair] = []
    for (place, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    where !line.isEmpty && !line.hasPrefix("#") {
      // The list is empty for a mutant that no law rejects in the table's number of cases.
      let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw .malformed(
          path: path, place: "line \(place + 1)", reason: "expected 'mutant: law law …'")
      }
      pairs += parts[1].split(separator: " ").map {
        Pair(mutant: String(parts[0]), law: String($0))
      }
    }
    self.pairs = pairs
  }

  /// The pairs of the list that are missing among the pairs found.
  package func lost(_ found: Set<Pair>) -> [Pair] { pairs.filter { !found.contains($0) } }
}
