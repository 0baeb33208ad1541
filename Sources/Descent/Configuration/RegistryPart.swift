/// A setting of a combinator whose value is a specification, or a list of them.
package struct RegistryPart: Sendable {
  /// The keys that the part accepts.
  package enum Keys: Sendable, Hashable {
    /// A single key, such as `of`.
    case key(String)
    /// Any ``TensorSelector``, in the order given: `role.matrix`, `else`.
    case selectors
    /// Any key that is neither a hyperparameter nor another part, such as the hyperparameters
    /// that follow schedules.
    case others
  }

  package let keys: Keys
  /// One line, no period.
  package let summary: String
  /// Whether it must be given; for `selectors` and `others`, at least one key.
  package let isRequired: Bool

  package init(_ keys: Keys, _ summary: String, isRequired: Bool = true) {
    self.keys = keys
    self.summary = summary
    self.isRequired = isRequired
  }

  package init(_ key: String, _ summary: String, isRequired: Bool = true) {
    self.init(.key(key), summary, isRequired: isRequired)
  }

  /// The setting as messages show it.
  package var text: String {
    switch keys {
    case .key(let key): key + "=(…)"
    case .selectors: "SELECTOR=(…)"
    case .others: "KEY=(…)"
    }
  }

  /// The key, if there is exactly one.
  package var key: String? {
    if case .key(let key) = keys { return key }
    return nil
  }

  func takes(_ key: String) -> Bool {
    switch keys {
    case .key(let own): key == own
    case .selectors: (try? TensorSelector(key)) != nil
    case .others: true
    }
  }
}
