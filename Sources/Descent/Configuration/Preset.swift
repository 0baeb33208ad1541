/// Settings that go by one name: what a library or a paper means by a rule where they differ.
///
/// ```swift
/// static let presets = [Preset("optax", "optax.adamw of Optax 0.2.8", ["weight_decay": "1e-4"])]
/// ```
/// `adamw:preset=optax` is `adamw:weight_decay=1e-4`. Settings that are given besides win over those of
/// the preset.
public struct Preset: Sendable, Hashable {
  /// The word after `preset=`.
  public let name: String
  /// One line: what it is in which library, with its version, or in which paper.
  public let summary: String
  /// Keys with values as they are typed.
  public let settings: [Setting]

  /// A preset: its name, what it is, and its settings.
  public init(_ name: String, _ summary: String, _ settings: KeyValuePairs<String, String> = [:]) {
    self.name = name
    self.summary = summary
    self.settings = settings.map { Setting($0, .text($1)) }
  }

  /// The settings as they are typed: `beta1=0.9,eps=1e-7`.
  public var text: String {
    settings.map { $0.key + "=" + $0.value.text }.joined(separator: ",")
  }
}

extension Configurable {
  /// Settings with those that `preset=NAME` stands for in its place, in front of the others.
  ///
  /// They stay as they are where the type has no presets, or a hyperparameter of that name.
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
