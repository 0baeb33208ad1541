import Descent
import Dispatch

extension Workers {
  /// Workers on the process's shared thread pool.
  static func threads(_ count: Int) -> Workers {
    Workers(count: count) { count, body in
      // Each call has its own index, and all return before this does.
      nonisolated(unsafe) let body = body
      DispatchQueue.concurrentPerform(iterations: count) { body($0) }
    }
  }
}
