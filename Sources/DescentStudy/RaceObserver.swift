/// Is told of every run of a race, on the thread that it is made on.
package protocol RaceObserver: Sendable {
  /// A run begins, its pilot runs included.
  func began(_ lane: Int, problem: Int, optimizer: Int)
  /// The pilot run or the run itself has done this many steps. - Returns: whether to continue.
  func goesOn(_ lane: Int, step: Int) -> Bool
  /// It is over; there is no entry if it was not to go on.
  func ended(_ lane: Int, problem: Int, _ entry: RaceEntry?)
}

/// One that lets everything go on.
struct SilentObserver: RaceObserver {
  func began(_ lane: Int, problem: Int, optimizer: Int) {}
  func goesOn(_ lane: Int, step: Int) -> Bool { true }
  func ended(_ lane: Int, problem: Int, _ entry: RaceEntry?) {}
}
