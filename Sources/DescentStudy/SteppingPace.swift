import Descent

/// How many steps to take between two looks at the clock: few of slow ones, many of fast ones, so that a
/// look comes some ten times a second and costs nothing.
package struct SteppingPace: Sendable {
  package private(set) var steps = 1
  private let clock = ContinuousClock()
  private var last: ContinuousClock.Instant

  package init() { last = clock.now }

  /// Takes a look. - Returns: the time.
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
  /// Steps until the run has an outcome, or until it is not to go on.
  /// - Parameter goesOn: asked some ten times a second, with the steps that are done.
  /// - Returns: nil if it was not to go on.
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
