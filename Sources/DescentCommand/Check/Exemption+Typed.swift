import Descent
import DescentLaws
import Foundation

extension Exemption {
  /// Parses the argument of `--except`: `P14=decay is beside the rate`.
  /// - Throws: ``Failure`` if the law or the reason is missing.
  init(typed text: String) throws {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      .map { $0.trimmingCharacters(in: .whitespaces) }
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
      throw Failure.usage(
        "--except must be a law, '=' and a reason, got '\(text)'",
        next: "--except 'P14=decay is beside the rate'")
    }
    self.init(law: parts[0], reason: parts[1], reference: "")
  }
}
