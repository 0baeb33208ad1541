import Foundation
import Synchronization

/// The temporary files and folders of this process: noted while they exist, so that a signal takes
/// them away too; those of processes that were killed are removed by the next process.
package enum TemporaryFiles {
  private struct State {
    /// Files and folders that exist now.
    var paths: Set<String> = []
    /// Folders that were swept.
    var swept: Set<String> = []
  }

  private static let state = Mutex(State())

  /// The name of a temporary file beside the one that it is for.
  package static func name(_ tag: some StringProtocol) -> String {
    ".descent-\(getpid())-\(tag).tmp"
  }

  /// Says that a file or a folder is about to exist.
  package static func note(_ path: String) {
    state.withLock { _ = $0.paths.insert(path) }
  }

  /// Says that it has gone, or has become something that stays.
  package static func forget(_ path: String) {
    state.withLock { _ = $0.paths.remove(path) }
  }

  /// Takes away whatever exists: for a process that is about to end.
  package static func removeAll() {
    for path in state.withLock({ $0.paths }) { try? FileManager.default.removeItem(atPath: path) }
  }

  /// Takes away what processes that are dead have left in a folder; once a folder.
  package static func sweep(_ folder: String) {
    guard state.withLock({ $0.swept.insert(folder).inserted }) else { return }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return }
    for name in names {
      guard let owner = owner(of: name), owner > 0, owner != getpid() else { continue }
      // Another user's process may not be signalled, but is alive.
      guard kill(owner, 0) != 0, errno == ESRCH else { continue }
      try? FileManager.default.removeItem(atPath: folder + "/" + name)
    }
  }

  /// The process that a temporary name belongs to: `.descent-PID-….tmp`.
  private static func owner(of name: String) -> pid_t? {
    guard name.hasPrefix(".descent-"), name.hasSuffix(".tmp") else { return nil }
    return pid_t(name.dropFirst(".descent-".count).prefix { $0 != "-" })
  }
}
