import DescentBridge
import DescentFiles
import DescentPlugins
import Foundation
import Synchronization

/// Signals that ask a command to end: INT, TERM and HUP.
///
/// The first is seen by commands that look (``signal``), which finish their step and save; any other
/// command ends at once, after it has said how far it came (``working(_:_:)``). A second signal ends
/// every command. Temporary files and child processes go in each case.
enum Interruption {
  private struct State {
    /// Whether somebody looks at ``signal``.
    var isPolled = false
    /// Says what is done so far.
    var progress: (@Sendable () -> String)?
    /// Is told of the first signal, from a thread of its own.
    var forward: (@Sendable (Int32) -> Void)?
  }

  private static let state = Mutex(State())
  private static let received = Atomic<Int32>(0)
  /// The writing end of a pipe: all that a signal handler may do is to write to it.
  private static let pipeEnd = Atomic<Int32>(-1)

  /// The signal that came, or nil.
  static var signal: Int32? {
    let signal = received.load(ordering: .relaxed)
    return signal == 0 ? nil : signal
  }

  /// What the shell reports of a command that a signal ended.
  static func status(_ signal: Int32) -> Int32 { 128 + signal }

  /// The name of a signal, such as `SIGINT`.
  static func name(_ signal: Int32) -> String {
    switch signal {
    case SIGINT: "SIGINT"
    case SIGTERM: "SIGTERM"
    case SIGHUP: "SIGHUP"
    default: "signal \(signal)"
    }
  }

  /// Begins to listen, unless signals are ignored, as `nohup` has it.
  static func listen() {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    pipeEnd.store(ends[1], ordering: .relaxed)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      var action = sigaction()
      sigaction(number, nil, &action)
      #if os(Linux)
        let isIgnored =
          unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
          == unsafeBitCast(SIG_IGN, to: Int.self)
      #else
        let isIgnored =
          unsafeBitCast(action.__sigaction_u.__sa_handler, to: Int.self)
          == unsafeBitCast(SIG_IGN, to: Int.self)
      #endif
      if isIgnored { continue }
      Foundation.signal(number) { number in
        var byte = UInt8(truncatingIfNeeded: number)
        let saved = errno
        _ = Foundation.write(Interruption.pipeEnd.load(ordering: .relaxed), &byte, 1)
        errno = saved
      }
    }
    let reading = ends[0]
    Thread.detachNewThread {
      while true {
        var byte: UInt8 = 0
        let count = read(reading, &byte, 1)
        if count < 0, errno == EINTR { continue }
        guard count == 1 else { return }
        arrived(Int32(byte))
      }
    }
  }

  private static func arrived(_ signal: Int32) {
    guard received.exchange(signal, ordering: .relaxed) == 0 else { leave(status(signal)) }
    let state = state.withLock { $0 }
    state.forward?(signal)
    if state.isPolled { return leaveIfSilent(signal) }
    let progress = state.progress.map { "; " + $0() } ?? ""
    StandardStreams.writeErrors("descent: ended by \(name(signal))\(progress)\n")
    leave(status(signal))
  }

  /// While a worker does not answer, a command that looks cannot look: then it is ended all the same.
  private static func leaveIfSilent(_ signal: Int32) {
    Thread.detachNewThread {
      while true {
        let beat = WorkerPulse.beat
        Thread.sleep(forTimeInterval: 1)
        guard let beat, beat == WorkerPulse.beat else { continue }
        StandardStreams.writeErrors(
          "descent: ended by \(name(signal)) while a worker did not answer\n")
        leave(status(signal))
      }
    }
  }

  /// Ends the process, at once, with its temporary files and its children.
  static func leave(_ status: Int32) -> Never {
    GuardedProcess.endAll()
    WorkerHost.endAll()
    TemporaryFiles.removeAll()
    GuardChannel.current?.done(status)
    _exit(status)
  }

  /// From now on the command looks at ``signal`` itself.
  /// - Parameter forward: is told of the first signal at once.
  static func poll(forward: (@Sendable (Int32) -> Void)? = nil) {
    state.withLock {
      $0.isPolled = true; $0.forward = forward
    }
  }

  /// The command no longer looks: the next signal ends it at once.
  static func rest() {
    state.withLock {
      $0.isPolled = false; $0.forward = nil
    }
  }

  /// Says what is done, if a signal ends the command during its work.
  static func report(_ progress: (@Sendable () -> String)?) {
    state.withLock { $0.progress = progress }
  }
}
