import Synchronization

/// Where a step that fails is noted for the law under way: few callers look at the answer of a step.
package final class StepFailure: Sendable {
  @TaskLocal private static var current: StepFailure?

  private let first = Mutex<(any Error)?>(nil)

  /// Whether failures are reported.
  package static var isWatched: Bool { current != nil }

  /// Notes why a step failed; the first reason counts.
  package static func note(_ error: any Error) {
    current?.first.withLock { $0 = $0 ?? error }
  }

  /// What a body returns. - Throws: why a step in it failed, or what it throws itself.
  static func watching<Result>(_ body: () throws -> Result) throws -> Result {
    let failure = StepFailure()
    let result = Swift.Result { try $current.withValue(failure) { try body() } }
    if let error = failure.first.withLock({ $0 }) { throw error }
    return try result.get()
  }
}

/// An error that may say that a process was lost, in words of its own: "ended the process …", "did not
/// come back …".
package protocol ProcessLoss: Error {
  var isProcessLost: Bool { get }
}
