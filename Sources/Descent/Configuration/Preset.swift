/// A named group of settings: the values that a library or a paper uses for a rule, where they
/// differ from the defaults.
///
/// ```swift
/// static let presets = [Preset("optax", "optax.adamw of Optax 0.2.8", ["weight_decay": "1e-4"])]
/// ```
/// `adamw:preset=optax` is `adamw:weight_decay=1e-4`. Settings given explicitly override the preset's.
public struct Preset: Sendable, Hashable {
  /// The name given after `preset=`.
  public let name: String
  /// One line: the name in the library, with its version, or the paper.
  public let summary: String
  /// Keys with values in command-line spelling.
  public let settings: [Setting]

  /// Creates a preset from its name, its one-line summary and its settings.
  public init(_ name: String, _ summary: String, _ settings: KeyValuePairs<String, String> = [:]) {
    self.name = name
    self.summary = summary
    self.settings = settings.map { Setting($0, .text($1)) }
  }

  /// The settings in command-line spelling: `beta1=0.9,eps=1e-7`.
  public var text: String {
    settings.map { $0.key + "=" + $0.value.text }.joined(separator: ",")
  }
}

extension Configurable {
  /// Replaces `preset=NAME` by the settings of that preset, placed in front of the others.
  ///
  /// The settings are unchanged if the type has no presets, or has a hyperparameter called
  /// `preset`.
  /// - Throws: ``ConfigurationError`` for a name that no preset has, or two presets.
  public static func expandingPreset(
    _ settings: [(key: String, text: String)]
  ) throws(ConfigurationError) -> [(key: String, text: String)] {
    let presets = presets
    guard !presets.isEmpty, let name = settings.first(where: { $0.key == "preset" })?.text,
      !hasHyperparameter("preset")
    else { return settings }
    guard let preset = presets.first(where: { $0.name == name }) else {
      throw .malformed(
        owner: card.name, key: "preset", text: name,
        expected: "one of " + presets.map(\.name).joined(separator: ", "))
    }
    let others = settings.filter { $0.key != "preset" }
    guard others.count == settings.count - 1 else {
      throw .duplicateKey(owner: card.name, key: "preset")
    }
    let implied = preset.settings.map { (key: $0.key, text: $0.value.text) }
    return implied.filter { own in !others.contains { $0.key == own.key } } + others
  }
}
