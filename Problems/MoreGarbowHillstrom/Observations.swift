import Descent

/// Helpers for problems that fit data.
enum Observations {
  /// Throws if a list of data does not have the same number of entries as the problem's table.
  static func check(
    _ list: [Double], _ key: String, count: Int, of owner: String
  ) throws(ConfigurationError) {
    guard list.count != count else { return }
    throw .inconsistent(
      owner: owner, reason: "\(key) has \(list.count) entries, of which there must be \(count)")
  }
}

extension FormulaNumber {
  /// The residual, or +∞ if it is NaN from ∞ − ∞, 0 · ∞ or 0/0, after an overflow or at a pole. If
  /// the point contains NaN, the residual stays NaN.
  func orInfinity(at x: Point<Self>) -> Self {
    self == self || x.contains { $0 != $0 } ? self : Self(.infinity)
  }
}
