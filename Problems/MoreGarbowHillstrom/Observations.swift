import Descent

/// What problems that fit data have in common.
enum Observations {
  /// Refuses a list of data with another number of entries than the problem's table.
  static func check(
    _ list: [Double], _ key: String, count: Int, of owner: String
  ) throws(ConfigurationError) {
    guard list.count != count else { return }
    throw .inconsistent(
      owner: owner, reason: "\(key) has \(list.count) entries, of which there must be \(count)")
  }
}

extension FormulaNumber {
  /// A residual, or +∞ where it is ∞ − ∞, 0 · ∞ or 0/0: beyond overflow and at poles. What is not a
  /// number at a point that is none stays so.
  func orInfinity(at x: Point<Self>) -> Self {
    self == self || x.contains { $0 != $0 } ? self : Self(.infinity)
  }
}
