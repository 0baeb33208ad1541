/// The modifiers of problems by name, each in the file of its type.
extension ProblemEntry {
  /// All of them, in the order in which a robustness table shows them.
  package static let modifiers: [ProblemEntry] = [
    shifted, rotated, permuted, scaled, noisy, rounded, delayed, dropped, drifting, jittered,
  ]

  /// The problem that a modifier changes.
  static let of = RegistryPart("of", "the problem")

  /// Whether the product is a problem made from another one.
  package var isModifier: Bool { Self.modifiers.contains { $0.card.name == card.name } }
}

extension RegistryParts {
  /// Refuses settings beside one that stands in their place, unless they are the defaults.
  func exclude<Settings: Configurable>(
    _ key: String, _ others: [String], _ settings: Settings
  ) throws(ConfigurationError) {
    let changed = zip(settings.hyperparameters, Settings().hyperparameters)
      .filter { $0.value != $1.value }.map(\.0.key)
    guard let other = others.first(where: changed.contains) else { return }
    throw .inconsistent(
      owner: specification.name,
      reason: "\(key) stands in the place of \(other): give one of them")
  }
}
