/// The value of a setting in a ``Specification``.
public enum SettingValue: Sendable, Hashable {
  /// Text, quoted or not: `0.1`.
  case text(String)
  /// Another specification: `(adam:lr=0.1)`.
  case nested(Specification)
  /// A list of specifications: `((clip_norm:norm=1),(ema))`; `()` is empty.
  case list([Specification])

  /// The text, or the printed specifications with their parentheses.
  public var text: String {
    if case .text(let text) = self { return text }
    return SpecificationPrinter(isNested: false).text(of: self)
  }
}

/// A key with its value.
public struct Setting: Sendable {
  /// The key as given.
  public let key: String
  /// The value: a text, a specification or a list of specifications.
  public var value: SettingValue
  /// The column, from 1, at which the key was read; nil if the setting was made in code.
  public let column: Int?

  /// A key with its value.
  public init(_ key: String, _ value: SettingValue) {
    self.init(key, value, column: nil)
  }

  init(_ key: String, _ value: SettingValue, column: Int?) {
    self.key = key
    self.value = value
    self.column = column
  }
}

/// Settings are equal if key and value are equal; the column is ignored.
extension Setting: Hashable {
  public static func == (a: Self, b: Self) -> Bool { a.key == b.key && a.value == b.value }
  public func hash(into hasher: inout Hasher) {
    hasher.combine(key)
    hasher.combine(value)
  }
}
