import Synchronization

/// Records that a step failed during the current probe, because the code that steps a probe ignores
/// failures.
final class ProbeFailure: Sendable {
  @TaskLocal private static var current: ProbeFailure?

  private let happened = Mutex(false)

  /// Notes that a step failed.
  static func note() { current?.happened.withLock { $0 = true } }

  /// The result of the body; nil if a step in it failed.
  static func watching<Result>(_ body: () throws -> Result) rethrows -> Result? {
    let failure = ProbeFailure()
    let result = try $current.withValue(failure, operation: body)
    return failure.happened.withLock(\.self) ? nil : result
  }
}
