import CDescentStart
import Foundation
import Synchronization

/// The process's standard output and error; a failed write is reported once and does not crash.
enum StandardStreams {
  /// Whether a write to standard error failed.
  static let hasLostErrors = Atomic<Bool>(false)

  /// Ignores SIGPIPE, so that a failed write returns an error. (`CDescentStart` handles streams that were
  /// closed at start, before any file is opened.)
  static func prepare() { signal(SIGPIPE, SIG_IGN) }

  /// Writes to standard output, or ends the process if that fails, because the rest would be lost, too.
  /// Commands write files before text, so no file is lost.
  static func writeOutput(_ text: String) {
    let error = write(text, to: STDOUT_FILENO)
    guard error != 0 else { return }
    if error != EPIPE {
      writeErrors("descent: cannot write to standard output: \(String(cString: strerror(error)))\n")
    }
    Interruption.leave(2)
  }

  /// Writes to standard error; a failure is recorded, and shows in the exit status.
  static func writeErrors(_ text: String) {
    if write(text, to: STDERR_FILENO) != 0 { hasLostErrors.store(true, ordering: .relaxed) }
  }

  /// - Returns: 0, or `errno`.
  static func write(_ text: String, to stream: Int32) -> Int32 {
    var text = text
    return text.withUTF8 { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Foundation.write(
          stream,
          UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[rest.indices])
            .baseAddress, rest.count)
        if count < 0 {
          if errno == EINTR { continue }
          if errno == EAGAIN {
            var wait = pollfd(fd: stream, events: Int16(POLLOUT), revents: 0)
            poll(&wait, 1, -1)
            continue
          }
          return errno
        }
        rest = rest.dropFirst(count)
      }
      return 0
    }
  }
}
