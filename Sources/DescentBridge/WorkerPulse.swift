import Synchronization

/// Whether workers answer: for whoever wants to end while one does not.
package enum WorkerPulse {
  /// Requests without an answer, and all that were ever waited for.
  static let waiting = Atomic<Int>(0)
  static let beats = Atomic<Int>(0)

  /// A number that changes as long as workers answer; nil if nothing is asked of any.
  package static var beat: Int? {
    waiting.load(ordering: .relaxed) > 0 ? beats.load(ordering: .relaxed) : nil
  }
}
