import Synchronization

/// The errors that the laws of one subject have met: one law tells each, and the others go on with their other
/// cases, so that one error does not hide what else there is.
package final class ToldErrors: Sendable {
  private let tellers = Mutex<[FailureCause: String]>([:])

  package init() {}

  /// Whether a law is the one to tell of a violation: the first that met its error, or any law where a number
  /// is wrong and nothing was thrown.
  func isTold(by law: LawCard, _ violation: Violation) -> Bool {
    guard let cause = FailureCause(thrown: violation) else { return true }
    return tellers.withLock { tellers in
      let teller = tellers[cause] ?? law.id
      tellers[cause] = teller
      return teller == law.id
    }
  }
}
