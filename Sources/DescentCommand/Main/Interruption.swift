import DescentBridge
import DescentFiles
import DescentPlugins
import Foundation
import Synchronization

/// Signals that ask a command to end: INT, TERM and HUP.
///
/// A command that polls ``signal`` finishes its step and saves after the first signal. Any other command
/// prints its progress (``report(_:)``) and ends immediately. A second signal ends every command. Temporary
/// files are deleted and child processes killed in each case.
enum Interruption {
  private struct State {
    /// Whether the command polls ``signal``.
    var isPolled = false
    /// Describes the progress so far.
    var progress: (@Sendable () -> String)?
    /// Receives the first signal, on the thread that reads signals.
    var forward: (@Sendable (Int32) -> Void)?
  }

  private static let state = Mutex(State())
  private static let received = Atomic<Int32>(0)
  /// The write end of a pipe, because a signal handler may do little more than call `write`.
  private static let pipeEnd = Atomic<Int32>(-1)

  /// The signal that was received, or nil.
  static var signal: Int32? {
    let signal = received.load(ordering: .relaxed)
    return signal == 0 ? nil : signal
  }

  /// The exit status of a command that a signal ended, as a shell reports it.
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

  /// Installs the signal handlers, except for signals that are ignored, as under `nohup`.
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

  /// Ends a polling command while a worker does not answer, because the command cannot poll until then.
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

  /// Ends the process immediately, deletes its temporary files and kills its children.
  static func leave(_ status: Int32) -> Never {
    GuardedProcess.endAll()
    WorkerHost.endAll()
    TemporaryFiles.removeAll()
    GuardChannel.current?.done(status)
    _exit(status)
  }

  /// Makes the command poll ``signal`` itself from now on.
  /// - Parameter forward: is called with the first signal immediately.
  static func poll(forward: (@Sendable (Int32) -> Void)? = nil) {
    state.withLock {
      $0.isPolled = true; $0.forward = forward
    }
  }

  /// Ends polling: the next signal ends the command immediately.
  static func rest() {
    state.withLock {
      $0.isPolled = false; $0.forward = nil
    }
  }

  /// Sets the description of the progress that is printed if a signal ends the command.
  static func report(_ progress: (@Sendable () -> String)?) {
    state.withLock { $0.progress = progress }
  }
}
