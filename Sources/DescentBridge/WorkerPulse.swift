import Synchronization

/// Shows whether workers answer, so that a command can end while one does not.
package enum WorkerPulse {
  /// The number of open requests, and a count that increases with every wait for an answer.
  static let waiting = Atomic<Int>(0)
  static let beats = Atomic<Int>(0)

  /// A number that changes as long as workers answer; nil if there are no open requests.
  package static var beat: Int? {
    waiting.load(ordering: .relaxed) > 0 ? beats.load(ordering: .relaxed) : nil
  }
}
