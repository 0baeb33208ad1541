import Foundation

/// Reports which run crashed or ended the process. Several runs are in progress at a time, and only the
/// thread identifies the one that failed.
///
/// A signal handler may neither allocate nor lock, so the threads are kept in plain memory.
enum CrashBlame {
  private static let capacity = 256
  /// Pairs of a thread and its lane plus one; zeros in an unused pair.
  nonisolated(unsafe) private static let table: UnsafeMutablePointer<UInt> = {
    let table = UnsafeMutablePointer<UInt>.allocate(capacity: 2 * capacity)
    table.initialize(repeating: 0, count: 2 * capacity)
    return table
  }()
  nonisolated(unsafe) private static var descriptor: Int32 = -1

  private static var thread: UInt {
    #if os(Linux)
      pthread_self()
    #else
      UInt(bitPattern: pthread_self())
    #endif
  }

  /// Records that the current thread works on a lane.
  static func enter(_ lane: Int) {
    let place = lane % capacity
    table[2 * place + 1] = UInt(lane) + 1
    table[2 * place] = thread
  }

  /// Records that the current thread no longer works on a lane.
  static func leave() {
    let mine = thread
    for place in 0..<capacity where table[2 * place] == mine { table[2 * place] = 0 }
  }

  static func install(on descriptor: Int32) {
    self.descriptor = descriptor
    _ = table
    for signal in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT] {
      Foundation.signal(signal) { number in
        CrashBlame.report()
        // Restore the default action, so that the signal ends the process as it would have without this
        // handler.
        _ = Foundation.signal(number, SIG_DFL)
        raise(number)
      }
    }
    atexit { CrashBlame.report() }
  }

  /// Writes `!LANE` if the current thread works on a lane.
  private static func report() {
    let mine = thread
    for place in 0..<capacity where table[2 * place] == mine {
      var lane = table[2 * place + 1] &- 1
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 24) { text in
        var start = 23
        text[start] = UInt8(ascii: "\n")
        repeat {
          start -= 1
          text[start] = UInt8(ascii: "0") + UInt8(lane % 10)
          lane /= 10
        } while lane > 0
        start -= 1
        text[start] = UInt8(ascii: "!")
        _ = Foundation.write(descriptor, text.baseAddress! + start, 24 - start)
      }
      table[2 * place] = 0
    }
  }
}
