/// Something with a name and typed hyperparameters that can be built from text.
///
/// A conforming struct declares its hyperparameters with ``Hyperparameter`` and an empty
/// `public init() {}`; reading text, checking ranges and listing follow from the declarations.
public protocol Configurable: Sendable, Decodable {
  /// Creates an instance with every hyperparameter at its default.
  init()

  /// Name, one-line summary, formula and source.
  static var card: Card { get }

  /// The laws that the type is known to break, each with the reason why this is not a bug.
  /// Empty by default.
  static var exemptions: [Exemption] { get }

  /// Named settings for libraries and papers that define this rule differently, chosen with
  /// `preset=NAME`. Empty by default.
  static var presets: [Preset] { get }

  /// Rejects combinations of values that are each in range but wrong together. The default
  /// accepts all.
  func validate() throws(ConfigurationError)

  /// Does the work that may fail and needs the values, such as reading a file. The default does
  /// nothing.
  mutating func prepare() throws
}

extension Configurable {
  public static var exemptions: [Exemption] { [] }
  public static var presets: [Preset] { [] }
  public func validate() throws(ConfigurationError) {}
  public mutating func prepare() throws {}

  /// Creates an instance with some values changed: `try Adam { $0.beta1 = 0.8 }`.
  /// - Throws: ``ConfigurationError`` if a value is outside its range.
  public init(_ change: (inout Self) -> Void) throws {
    self.init()
    change(&self)
    try checkHyperparameters()
    try prepare()
  }

  /// Creates an instance from values as text: `try Adam(settings: [("beta1", "0.8")])`.
  public init(settings typed: [(key: String, text: String)]) throws {
    let settings = try Self.expandingPreset(typed)
    let plan = HyperparameterPlan.of(Self.self)
    if settings.isEmpty {
      self.init()
    } else if plan.isDirect {
      var changed = Self()
      try plan.write(settings, to: &changed)
      self = changed
    } else {
      self = try Self(from: SettingsDecoder(defaults: Self(), settings: settings))
    }
    try plan.check(self)
    try validate()
    try prepare()
  }

  /// Every hyperparameter with its current value, in the order of declaration.
  package var hyperparameters: [HyperparameterDescription] {
    HyperparameterPlan.of(Self.self).map(self) { $1.description(key: $0) }
  }

  /// Checks every range, then ``validate()``.
  public func checkHyperparameters() throws(ConfigurationError) {
    try HyperparameterPlan.of(Self.self).check(self)
    try validate()
  }

  /// The name with every resolved hyperparameter.
  public var specification: Specification {
    Specification(
      .name(Self.registeredName),
      HyperparameterPlan.of(Self.self).map(self) { Setting($0, .text($1.text)) })
  }

  /// Whether the type has a hyperparameter with this key.
  static func hasHyperparameter(_ key: String) -> Bool {
    HyperparameterPlan.of(Self.self).fields.contains { $0.key == key }
  }
}

/// The name and documentation of a plugin, as `descent list` and `descent show` print them.
public struct Card: Sendable, Hashable {
  /// The name on the command line.
  public let name: String
  /// One line, no period.
  public let summary: String
  /// The recurrence or formula, as the paper has it, with initial values.
  public let formula: String
  /// Author, year, title, algorithm or equation number.
  public let source: String

  /// Creates a card.
  public init(name: String, summary: String, formula: String, source: String) {
    self.name = name
    self.summary = summary
    self.formula = formula
    self.source = source
  }
}
