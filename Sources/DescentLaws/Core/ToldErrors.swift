import Synchronization

/// The errors that the laws of one subject have met. Each error is reported by one law only, and the other
/// laws continue with their next cases, so that one error does not hide other problems.
package final class ToldErrors: Sendable {
  private let tellers = Mutex<[FailureCause: String]>([:])

  package init() {}

  /// Whether this law reports a violation: a thrown error is reported by the law that met it first, and every
  /// other violation by the law that found it.
  func isTold(by law: LawCard, _ violation: Violation) -> Bool {
    guard let cause = FailureCause(thrown: violation) else { return true }
    return tellers.withLock { tellers in
      let teller = tellers[cause] ?? law.id
      tellers[cause] = teller
      return teller == law.id
    }
  }
}
