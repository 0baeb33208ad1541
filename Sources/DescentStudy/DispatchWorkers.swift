import Descent
import Dispatch

extension Workers {
  /// Workers on the process's global thread pool, so that dividing work does not start threads.
  /// - Precondition: `threads` is at least 1.
  package static func dispatch(threads: Int) -> Workers {
    Workers(count: threads) { count, body in
      // Each call has a different index, and all calls return before this function does.
      nonisolated(unsafe) let body = body
      DispatchQueue.concurrentPerform(iterations: count) { body($0) }
    }
  }
}
