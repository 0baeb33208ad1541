import Synchronization

/// Where a step that fails is noted for the probe under way, which is stepped by those who do not look.
final class ProbeFailure: Sendable {
  @TaskLocal private static var current: ProbeFailure?

  private let happened = Mutex(false)

  /// Notes that a step failed.
  static func note() { current?.happened.withLock { $0 = true } }

  /// What a body returns; nil if a step in it failed.
  static func watching<Result>(_ body: () throws -> Result) rethrows -> Result? {
    let failure = ProbeFailure()
    let result = try $current.withValue(failure, operation: body)
    return failure.happened.withLock(\.self) ? nil : result
  }
}
