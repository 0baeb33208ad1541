/// How near a case came to breaking a law: the largest ratio of a difference to what is allowed, as the
/// comparisons of the law under way report it. One thread at a time judges a case.
final class NearMiss: @unchecked Sendable {
  @TaskLocal static var current: NearMiss?

  private(set) var ratio = 0.0

  /// - Parameters:
  ///   - difference: how far apart two numbers are.
  ///   - allowed: how far apart they may be.
  func record(_ difference: Double, of allowed: Double) {
    let ratio = difference / allowed
    if ratio > self.ratio, ratio.isFinite { self.ratio = ratio }
  }

  /// What a body returns, and how near it came.
  static func watching<Result>(_ body: () -> Result) -> (result: Result, ratio: Double) {
    let miss = NearMiss()
    let result = $current.withValue(miss) { body() }
    return (result, miss.ratio)
  }
}
