import Descent

/// The number of steps to take between two readings of the clock: few slow ones or many fast ones, so
/// that the clock is read ten to fifty times a second at a negligible cost.
package struct SteppingPace: Sendable {
  package private(set) var steps = 1
  private let clock = ContinuousClock()
  private var last: ContinuousClock.Instant

  package init() { last = clock.now }

  /// Reads the clock and adapts the number of steps. - Returns: the time.
  @discardableResult
  package mutating func look() -> ContinuousClock.Instant {
    let now = clock.now
    if now - last < .milliseconds(20) { steps = min(2 * steps, 1 << 20) }
    if now - last > .milliseconds(100) { steps = max(1, steps / 2) }
    last = now
    return now
  }
}

extension Run {
  /// Steps until the run has an outcome, or until `goesOn` returns false.
  /// - Parameter goesOn: called some ten times a second with the number of steps done; returns
  ///   whether to continue.
  /// - Returns: the report; nil if `goesOn` returned false.
  package func finish(checking goesOn: (Int) -> Bool) -> RunReport? {
    var pace = SteppingPace()
    guard outcome != nil || goesOn(progress.step) else { return nil }
    while outcome == nil {
      advance(pace.steps)
      pace.look()
      if outcome == nil, !goesOn(progress.step) { return nil }
    }
    return report
  }
}
