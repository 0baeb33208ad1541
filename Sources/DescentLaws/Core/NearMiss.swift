/// How close a case came to breaking a law: the largest ratio of a difference to its tolerance, as reported
/// by the comparisons of the current law. A case is judged by one thread at a time.
final class NearMiss: @unchecked Sendable {
  @TaskLocal static var current: NearMiss?

  private(set) var ratio = 0.0

  /// - Parameters:
  ///   - difference: the distance between two numbers.
  ///   - allowed: the largest distance allowed.
  func record(_ difference: Double, of allowed: Double) {
    let ratio = difference / allowed
    if ratio > self.ratio, ratio.isFinite { self.ratio = ratio }
  }

  /// Returns the result of `body` and the largest ratio recorded in it.
  static func watching<Result>(_ body: () -> Result) -> (result: Result, ratio: Double) {
    let miss = NearMiss()
    let result = $current.withValue(miss) { body() }
    return (result, miss.ratio)
  }
}
