import CDescentStart
import Foundation
import Synchronization

/// The process's own output: what cannot be written is said once, and not a crash.
enum StandardStreams {
  /// Whether something that was to be said on standard error got lost.
  static let hasLostErrors = Atomic<Bool>(false)

  /// Makes failures of writing errors that can be looked at. (Streams that were closed are taken care of
  /// by `CDescentStart`, before anything is opened.)
  static func prepare() { signal(SIGPIPE, SIG_IGN) }

  /// Writes to standard output, or ends the process: nobody reads the rest. Files are written before
  /// any text is, so nothing else is lost.
  static func writeOutput(_ text: String) {
    let error = write(text, to: STDOUT_FILENO)
    guard error != 0 else { return }
    if error != EPIPE {
      writeErrors("descent: cannot write to standard output: \(String(cString: strerror(error)))\n")
    }
    Interruption.leave(2)
  }

  /// Writes to standard error; where that fails there is nobody to tell, and the status says so.
  static func writeErrors(_ text: String) {
    if write(text, to: STDERR_FILENO) != 0 { hasLostErrors.store(true, ordering: .relaxed) }
  }

  /// - Returns: 0, or the number of the error.
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
