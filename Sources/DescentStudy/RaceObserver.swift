/// Observes every run of a race, on the run's thread.
package protocol RaceObserver: Sendable {
  /// Called when a run begins, before its pilot runs.
  func began(_ lane: Int, problem: Int, optimizer: Int)
  /// Called during a pilot run or the run itself, with the number of steps done. - Returns:
  /// whether to continue.
  func goesOn(_ lane: Int, step: Int) -> Bool
  /// Called when the run has ended; `entry` is nil if the observer has ended it or the rule was
  /// rejected.
  func ended(_ lane: Int, problem: Int, _ entry: RaceEntry?)
}

/// An observer that does nothing and lets every run continue.
struct SilentObserver: RaceObserver {
  func began(_ lane: Int, problem: Int, optimizer: Int) {}
  func goesOn(_ lane: Int, step: Int) -> Bool { true }
  func ended(_ lane: Int, problem: Int, _ entry: RaceEntry?) {}
}
