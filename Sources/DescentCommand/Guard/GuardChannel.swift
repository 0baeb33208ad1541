import DescentFiles
import Foundation
import Synchronization

/// The channel from a guarded process to its supervisor, one line of JSON per event: which run of which
/// rule is in progress, how far it is, and what is done. (See ``GuardSupervisor``.)
final class GuardChannel: Sendable {
  /// The environment variable that marks a process as guarded.
  static let variable = "DESCENT_GUARDED"
  /// The file descriptor of the channel.
  static let descriptor: Int32 = 3

  /// The channel of this process; nil if the process is not guarded.
  static let current: GuardChannel? = {
    guard getenv(variable) != nil else { return nil }
    // Unset the variable, because a child of this process is not guarded by the supervisor.
    unsetenv(variable)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    CrashBlame.install(on: descriptor)
    return GuardChannel()
  }()

  private let lock = Mutex(())

  private func say(_ members: [(key: String, value: JSON)]) {
    let line = Array((JSON.keyed(members).text + "\n").utf8)
    lock.withLock { _ in _ = Foundation.write(Self.descriptor, line, line.count) }
  }

  /// Reports that a run begins on the calling thread.
  /// - Parameters:
  ///   - lane: the number of the run.
  ///   - name: the rule as typed.
  ///   - isForeign: whether the rule comes from a plugin file, and so may crash or hang.
  ///   - patience: the seconds that the run may be silent.
  func begin(
    lane: Int, name: String, isForeign: Bool, patience: Double = GuardSupervisor.patience
  ) {
    CrashBlame.enter(lane)
    say([
      ("begin", .integer(lane)), ("name", .string(name)), ("foreign", .boolean(isForeign)),
      ("patience", .finite(patience)),
    ])
  }

  /// Reports that, of several runs that take turns on this thread, this one is now active.
  func turn(to lane: Int) {
    CrashBlame.leave()
    CrashBlame.enter(lane)
    say([("turn", .integer(lane))])
  }

  /// Reports a loaded plugin file, which is blamed for a crash outside a run.
  func loaded(_ path: String) { say([("loaded", .string(path))]) }

  /// Reports that a run is alive, with its number of steps.
  func alive(lane: Int, step: Int, loss: Double? = nil) {
    say([
      ("alive", .integer(lane)), ("step", .integer(step)),
      ("loss", loss.map { .finite($0) } ?? .null),
    ])
  }

  /// Reports a saved checkpoint.
  func saved(_ path: String, step: Int) {
    say([("saved", .string(path)), ("step", .integer(step))])
  }

  /// Reports a temporary file, before it is written, that the supervisor deletes if this process is killed.
  func temporary(_ path: String) { say([("temporary", .string(path))]) }

  /// Reports that a run is over, with the cells of its row in the table.
  func end(lane: Int, row: [String] = []) {
    CrashBlame.leave()
    say([("end", .integer(lane)), ("row", .array(row.map { .string($0) }))])
  }

  /// Reports that the command is over, with its exit status.
  func done(_ status: Int32) { say([("done", .integer(Int(status)))]) }
}
