/// The registry entries of the problem modifiers; each is declared in the file of its type.
extension ProblemEntry {
  /// All problem modifiers, in the order of a robustness table.
  package static let modifiers: [ProblemEntry] = [
    shifted, rotated, permuted, scaled, noisy, rounded, delayed, dropped, drifting, jittered,
  ]

  /// The problem that a modifier changes.
  static let of = RegistryPart("of", "the problem")

  /// Whether this is the entry of a problem modifier.
  package var isModifier: Bool { Self.modifiers.contains { $0.card.name == card.name } }
}

extension RegistryParts {
  /// Rejects settings that another setting replaces, unless they have their default values.
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
