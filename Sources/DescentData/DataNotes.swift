import Synchronization

/// Collects, for a command, the lines that say how its files of examples were read.
///
/// They are told once, and not before it is known that the files can be used.
package final class DataNotes: Sendable {
  /// Those of the command under way.
  @TaskLocal package static var current: DataNotes?

  private let lines = Mutex((told: Set<String>(), waiting: [String]()))

  package init() {}

  package func add(_ line: String) {
    lines.withLock { lines in
      if !line.isEmpty, lines.told.insert(line).inserted { lines.waiting.append(line) }
    }
  }

  /// The lines that were not told yet.
  package func take() -> [String] {
    lines.withLock { lines in
      defer { lines.waiting = [] }
      return lines.waiting
    }
  }
}
