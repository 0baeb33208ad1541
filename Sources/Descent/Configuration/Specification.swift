/// A parsed command-line specification: a source with settings, whose values may be
/// specifications.
///
/// ```
/// spec     = source [ ":" settings ] ;
/// source   = name | file [ "/" name ] | ( "python" | "exec" ) ":" target ;
/// target   = quoted | raw ;      (* raw: to the last ":" after which all is settings, or nothing *)
/// settings = setting { "," setting } ;      setting = key "=" value ;
/// value    = nested | list | quoted | raw ;
/// nested   = "(" spec ")" ;      list = "(" [ nested { "," nested } ] ")" ;
/// quoted   = '"' { any but quote or backslash | "\" any } '"' ;
/// raw      = text to the next "," or, in a nested spec, the first ")" ;
/// ```
/// A raw value begins with neither `(` nor `"`. A file is a path ending in `.swift`, `.so` or
/// `.dylib`, or a quoted one. A key is an identifier or, in groups, a ``TensorSelector``.
///
/// Examples: `adam:lr=0.01,beta1=0.8`, `warmup:steps=10,of=(cosine:floor=0.1)`,
/// `groups:name.wte*=(adamw:lr=0.1),else=(My.swift/lion)`.
public struct Specification: Sendable {
  /// The part before the settings: a name, a file or a process.
  public let source: SpecificationSource
  /// The settings in the order given. A key may occur twice; this is rejected when the product
  /// is made.
  public var values: [Setting]
  /// The column, from 1, at which the source was read; nil if the specification was made in code.
  let column: Int?

  /// Creates a specification from a source and its settings.
  public init(_ source: SpecificationSource, _ values: [Setting] = []) {
    self.init(source, values, column: nil)
  }

  init(_ source: SpecificationSource, _ values: [Setting], column: Int?) {
    self.source = source
    self.values = values
    self.column = column
  }

  /// Creates a specification from a name and settings as text.
  public init(name: String, settings: [(key: String, text: String)] = []) {
    self.init(.name(name), settings.map { Setting($0.key, .text($0.text)) })
  }

  /// Reads a specification.
  /// - Throws: ``ConfigurationError/malformedSpecification(text:reason:)``; the reason begins with
  ///   the column and the enclosing setting: "column 31, in 'else': …".
  public init(_ text: String) throws(ConfigurationError) {
    self = try SpecificationParser.parse(text)
  }

  /// The name to look up; see ``SpecificationSource/name``.
  public var name: String { source.name }

  /// The value of a key, or nil if it is not given.
  public func value(of key: String) -> SettingValue? { values.first { $0.key == key }?.value }

  /// This specification with a setting appended.
  public func adding(_ key: String, _ value: SettingValue) -> Specification {
    var copy = self
    copy.values.append(Setting(key, value))
    return copy
  }
}

/// The settings as texts.
extension Specification {
  /// The settings with every value as text; nested specifications are printed.
  ///
  /// The setter keeps nested specifications whose key and text are unchanged.
  public var settings: [(key: String, text: String)] {
    get { values.map { (key: $0.key, text: $0.value.text) } }
    set {
      var old = values
      values = newValue.map { key, text in
        guard let place = old.firstIndex(where: { $0.key == key && $0.value.text == text }) else {
          return Setting(key, .text(text))
        }
        return old.remove(at: place)
      }
    }
  }

  /// The text of a key, or nil if it is not given.
  public subscript(key: String) -> String? { value(of: key)?.text }

  /// Removes the first setting with a key and returns its text; nil if it is not given.
  public mutating func remove(_ key: String) -> String? {
    guard let place = values.firstIndex(where: { $0.key == key }) else { return nil }
    return values.remove(at: place).value.text
  }
}

extension Specification: CustomStringConvertible, Hashable {
  /// The canonical text: it reads back as this specification, and has quotes only where they are
  /// needed.
  public var description: String { SpecificationPrinter(isNested: false).text(of: self) }

  /// Whether source and settings are equal; columns are ignored.
  public static func == (a: Self, b: Self) -> Bool { a.source == b.source && a.values == b.values }
  public func hash(into hasher: inout Hasher) {
    hasher.combine(source)
    hasher.combine(values)
  }
}
