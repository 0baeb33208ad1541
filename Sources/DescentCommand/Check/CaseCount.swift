import Descent

/// How many cases of a law, or of two rules, may be asked for.
package enum CaseCount {
  /// Five hundred times what the tier `nightly` draws; a law takes minutes over them.
  static let allowed = 1...1_000_000

  /// - Parameter owner: the command that was asked.
  /// - Throws: `ConfigurationError` for a number outside of ``allowed``.
  package static func check(_ cases: Int, owner: String) throws(ConfigurationError) {
    guard allowed.contains(cases) else {
      throw .outOfRange(
        owner: owner, key: "cases", value: String(cases),
        allowed: "[\(allowed.lowerBound), \(allowed.upperBound)]")
    }
  }
}
