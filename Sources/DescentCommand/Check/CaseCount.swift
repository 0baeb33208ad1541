import Descent

/// How many cases a user may ask for, of a law or of a comparison of two rules.
package enum CaseCount {
  /// The maximum is 500 times the count of the tier `nightly`; a law takes minutes for it.
  static let allowed = 1...1_000_000

  /// - Parameter owner: the command, for the error message.
  /// - Throws: `ConfigurationError` for a number outside ``allowed``.
  package static func check(_ cases: Int, owner: String) throws(ConfigurationError) {
    guard allowed.contains(cases) else {
      throw .outOfRange(
        owner: owner, key: "cases", value: String(cases),
        allowed: "[\(allowed.lowerBound), \(allowed.upperBound)]")
    }
  }
}
