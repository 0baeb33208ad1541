/// Something with a name and typed hyperparameters that can be built from text.
///
/// A conforming struct declares its hyperparameters with ``Hyperparameter`` and an empty
/// `public init() {}`; reading text, checking ranges and listing follow from the declarations.
public protocol Configurable: Sendable, Decodable {
  /// The instance with every default.
  init()

  /// Name, one-line summary, formula and source.
  static var card: Card { get }

  /// Refuses combinations that are wrong although each value is allowed. The default accepts all.
  func validate() throws(ConfigurationError)

  /// Does what can fail once the values are known, such as reading a file. The default does nothing.
  mutating func prepare() throws
}

extension Configurable {
  public func validate() throws(ConfigurationError) {}
  public mutating func prepare() throws {}

  /// The instance with some values changed: `try Adam { $0.beta1 = 0.8 }`.
  /// - Throws: ``ConfigurationError`` if a value is outside its range.
  public init(_ change: (inout Self) -> Void) throws {
    self.init()
    change(&self)
    try checkHyperparameters()
    try prepare()
  }

  /// The instance with values as typed: `try Adam(["beta1": "0.8"])`.
  public init(settings: [(key: String, text: String)]) throws {
    self = try Self(from: SettingsDecoder(defaults: Self(), settings: settings))
    try checkHyperparameters()
    try prepare()
  }

  /// Every hyperparameter with its present value, in the order of declaration.
  public var hyperparameters: [HyperparameterDescription] {
    namedHyperparameters(of: self).map { $0.value.description(key: $0.key) }
  }

  /// Checks every range, then ``validate()``.
  public func checkHyperparameters() throws(ConfigurationError) {
    for (key, value) in namedHyperparameters(of: self) {
      try value.check(owner: Self.card.name, key: key)
    }
    try validate()
  }

  /// The name with every resolved hyperparameter.
  public var specification: Specification {
    Specification(
      name: Self.card.name, settings: hyperparameters.map { (key: $0.key, text: $0.value) })
  }
}

/// The name and the meaning of a plugin: what `descent list` and `descent show` print.
public struct Card: Sendable, Hashable {
  /// The name on the command line.
  public let name: String
  /// One line, no period.
  public let summary: String
  /// The recurrence or formula, as the paper has it, with initial values.
  public let formula: String
  /// Author, year, title, algorithm or equation number.
  public let source: String

  public init(name: String, summary: String, formula: String, source: String) {
    self.name = name
    self.summary = summary
    self.formula = formula
    self.source = source
  }
}

func namedHyperparameters(of owner: Any) -> [(key: String, value: any ErasedHyperparameter)] {
  Mirror(reflecting: owner).children.compactMap { child in
    guard let label = child.label, label.hasPrefix("_"),
      let value = child.value as? any ErasedHyperparameter
    else { return nil }
    return (commandLineKey(String(label.dropFirst())), value)
  }
}
