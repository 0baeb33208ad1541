import Descent
import Dispatch

extension Workers {
  /// Workers on the process's own pool of threads, which lives as long as the process: handing work
  /// over starts none.
  /// - Precondition: `threads` is at least 1.
  package static func dispatch(threads: Int) -> Workers {
    Workers(count: threads) { count, body in
      // Each call has its own index, and all return before this does.
      nonisolated(unsafe) let body = body
      DispatchQueue.concurrentPerform(iterations: count) { body($0) }
    }
  }
}
