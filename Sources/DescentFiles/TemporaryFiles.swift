import Foundation
import Synchronization

/// The temporary files and folders of this process. They are recorded while they exist, so that
/// they are also removed on a signal. Those of killed processes are removed by the next process.
package enum TemporaryFiles {
  private struct State {
    /// Files and folders that exist now.
    var paths: Set<String> = []
    /// Folders that have been swept.
    var swept: Set<String> = []
  }

  private static let state = Mutex(State())

  /// The name of a temporary file in the directory of its target.
  package static func name(_ tag: some StringProtocol) -> String {
    ".descent-\(getpid())-\(tag).tmp"
  }

  /// Records that a file or a folder is about to be created.
  package static func note(_ path: String) {
    state.withLock { _ = $0.paths.insert(path) }
  }

  /// Records that it has been removed, or has become permanent.
  package static func forget(_ path: String) {
    state.withLock { _ = $0.paths.remove(path) }
  }

  /// Removes all existing ones, before the process exits.
  package static func removeAll() {
    for path in state.withLock({ $0.paths }) { try? FileManager.default.removeItem(atPath: path) }
  }

  /// Removes files of dead processes from a folder, once per folder.
  package static func sweep(_ folder: String) {
    guard state.withLock({ $0.swept.insert(folder).inserted }) else { return }
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return }
    for name in names {
      guard let owner = owner(of: name), owner > 0, owner != getpid() else { continue }
      // Another user's process cannot be signalled, but is alive.
      guard kill(owner, 0) != 0, errno == ESRCH else { continue }
      try? FileManager.default.removeItem(atPath: folder + "/" + name)
    }
  }

  /// The process in a temporary name, `.descent-PID-….tmp`.
  private static func owner(of name: String) -> pid_t? {
    guard name.hasPrefix(".descent-"), name.hasSuffix(".tmp") else { return nil }
    return pid_t(name.dropFirst(".descent-".count).prefix { $0 != "-" })
  }
}
