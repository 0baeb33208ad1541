import Synchronization

/// Records a failed step for the current law, because few callers check the result of a step.
package final class StepFailure: Sendable {
  @TaskLocal private static var current: StepFailure?

  private let first = Mutex<(any Error)?>(nil)

  /// Whether failures are reported.
  package static var isWatched: Bool { current != nil }

  /// Notes why a step failed; the first reason counts.
  package static func note(_ error: any Error) {
    current?.first.withLock { $0 = $0 ?? error }
  }

  /// Runs `body` and returns its result. - Throws: the error of the first failed step, or any error that
  /// `body` throws.
  static func watching<Result>(_ body: () throws -> Result) throws -> Result {
    let failure = StepFailure()
    let result = Swift.Result { try $current.withValue(failure) { try body() } }
    if let error = failure.first.withLock({ $0 }) { throw error }
    return try result.get()
  }
}

/// An error that may report the loss of a process in its own words: "ended the process …", "did not come back
/// …".
package protocol ProcessLoss: Error {
  var isProcessLost: Bool { get }
}
