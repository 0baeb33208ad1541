import Synchronization

/// Collects a command's notes about how its files of examples were read.
///
/// Each note is reported once, and only after the files have been accepted.
package final class DataNotes: Sendable {
  /// The notes of the current command.
  @TaskLocal package static var current: DataNotes?

  private let lines = Mutex((told: Set<String>(), waiting: [String]()))

  package init() {}

  package func add(_ line: String) {
    lines.withLock { lines in
      if !line.isEmpty, lines.told.insert(line).inserted { lines.waiting.append(line) }
    }
  }

  /// Returns the lines that have not been reported yet.
  package func take() -> [String] {
    lines.withLock { lines in
      defer { lines.waiting = [] }
      return lines.waiting
    }
  }
}
