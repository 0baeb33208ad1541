import DescentFiles
import Foundation
import Synchronization

/// What a guarded process says to the one that guards it, a line of JSON each: which run of which rule
/// is under way, how far it is, what is done. (See ``GuardSupervisor``.)
final class GuardChannel: Sendable {
  /// The variable that tells a process that it is guarded.
  static let variable = "DESCENT_GUARDED"
  /// The descriptor of the channel.
  static let descriptor: Int32 = 3

  /// That of this process; nil in one that is not guarded.
  static let current: GuardChannel? = {
    guard getenv(variable) != nil else { return nil }
    // What this process starts is not guarded by that one.
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

  /// A run begins, on the thread that calls this.
  /// - Parameters:
  ///   - lane: its number.
  ///   - name: what a person calls the rule.
  ///   - isForeign: whether it comes from a plugin file, and so may do anything.
  ///   - patience: seconds that it may be silent.
  func begin(
    lane: Int, name: String, isForeign: Bool, patience: Double = GuardSupervisor.patience
  ) {
    CrashBlame.enter(lane)
    say([
      ("begin", .integer(lane)), ("name", .string(name)), ("foreign", .boolean(isForeign)),
      ("patience", .finite(patience)),
    ])
  }

  /// Of several that take turns on this thread, this one is at work from now on.
  func turn(to lane: Int) {
    CrashBlame.leave()
    CrashBlame.enter(lane)
    say([("turn", .integer(lane))])
  }

  /// A plugin file was loaded: whatever happens outside of a run may be its doing.
  func loaded(_ path: String) { say([("loaded", .string(path))]) }

  /// A run is alive, after so many steps.
  func alive(lane: Int, step: Int, loss: Double? = nil) {
    say([
      ("alive", .integer(lane)), ("step", .integer(step)),
      ("loss", loss.map { .finite($0) } ?? .null),
    ])
  }

  /// A checkpoint was saved.
  func saved(_ path: String, step: Int) {
    say([("saved", .string(path)), ("step", .integer(step))])
  }

  /// A temporary file is about to be written, to be taken away if this process is ended.
  func temporary(_ path: String) { say([("temporary", .string(path))]) }

  /// A run is over: the cells of its row in a table.
  func end(lane: Int, row: [String] = []) {
    CrashBlame.leave()
    say([("end", .integer(lane)), ("row", .array(row.map { .string($0) }))])
  }

  /// The command is over, with this status.
  func done(_ status: Int32) { say([("done", .integer(Int(status)))]) }
}
