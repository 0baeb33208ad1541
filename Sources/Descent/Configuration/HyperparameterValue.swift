/// A type that a hyperparameter can have: `Double`, `Int`, `Bool`, `String`, `[Int]`, `[Double]`, or an
/// enum of words.
public protocol HyperparameterValue: Sendable, Equatable {
  /// The value that the user typed, or nil if the text is not one.
  init?(hyperparameter text: String)

  /// The text that reads back as exactly this value.
  var hyperparameterText: String { get }

  /// The expected input, for error messages: "a number", "true or false".
  static var expectation: String { get }

  /// The value on the number line, where a range can apply.
  var magnitudeForRange: Double? { get }

  /// All values, if there are only a few; otherwise empty.
  static var choices: [String] { get }
}

extension HyperparameterValue {
  public var magnitudeForRange: Double? { nil }
  public static var choices: [String] { [] }
}

extension Double: HyperparameterValue {
  public init?(hyperparameter text: String) { self.init(text) }
  public var hyperparameterText: String {
    let text = exactText
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
  public static var expectation: String { "a number" }
  public var magnitudeForRange: Double? { self }
}

extension Int: HyperparameterValue {
  public init?(hyperparameter text: String) { self.init(text) }
  public var hyperparameterText: String { description }
  public static var expectation: String { "a whole number" }
  public var magnitudeForRange: Double? { Double(self) }
}

extension Bool: HyperparameterValue {
  public init?(hyperparameter text: String) {
    switch text.lowercased() {
    case "true", "1", "yes", "on": self = true
    case "false", "0", "no", "off": self = false
    default: return nil
    }
  }
  public var hyperparameterText: String { description }
  public static var expectation: String { "true or false" }
  public static var choices: [String] { ["false", "true"] }
}

extension String: HyperparameterValue {
  public init?(hyperparameter text: String) { self = text }
  public var hyperparameterText: String { self }
  public static var expectation: String { "a text" }
}

/// A number type whose lists can be hyperparameters: integers joined by dashes (`64-32`), or
/// floating-point numbers joined by semicolons (`0.14;0.18;-2e-3`). The empty list is `none`.
public protocol HyperparameterListEntry: HyperparameterValue {
  /// The separator between two entries.
  static var separator: Character { get }
  /// The expected input, for error messages.
  static var listExpectation: String { get }
}

extension Int: HyperparameterListEntry {
  public static var separator: Character { "-" }
  public static var listExpectation: String { "whole numbers joined by dashes, such as 64-32" }
}

extension Double: HyperparameterListEntry {
  public static var separator: Character { ";" }
  public static var listExpectation: String { "numbers joined by semicolons, such as 1.5;-0.25" }
}

/// Every entry of a list is finite.
extension Array: HyperparameterValue where Element: HyperparameterListEntry {
  public init?(hyperparameter text: String) {
    if text == "none" || text.isEmpty {
      self = []
      return
    }
    let parts = text.split(separator: Element.separator, omittingEmptySubsequences: false)
    let entries = parts.compactMap { Element(hyperparameter: String($0)) }
    guard entries.count == parts.count,
      entries.allSatisfy({ $0.magnitudeForRange?.isFinite ?? false })
    else { return nil }
    self = entries
  }
  public var hyperparameterText: String {
    isEmpty ? "none" : map(\.hyperparameterText).joined(separator: String(Element.separator))
  }
  public static var expectation: String { Element.listExpectation }
  /// The smallest entry, so that a range bounds every entry from below.
  public var magnitudeForRange: Double? { compactMap(\.magnitudeForRange).min() }
}

/// A string enum that can be used as a hyperparameter without further code:
/// `enum Kind: String, CaseIterable, WordHyperparameter`.
public protocol WordHyperparameter: HyperparameterValue, RawRepresentable, CaseIterable
where RawValue == String {}

extension WordHyperparameter {
  public init?(hyperparameter text: String) { self.init(rawValue: text) }
  public var hyperparameterText: String { rawValue }
  public static var expectation: String {
    "one of " + allCases.map(\.rawValue).joined(separator: ", ")
  }
  public static var choices: [String] { allCases.map(\.rawValue) }
}

extension BinaryFloatingPoint where Self: LosslessStringConvertible {
  /// The shortest text that reads back as the same number. Every NaN is `nan`, because its sign bit
  /// differs between processors.
  package var exactText: String { isNaN ? "nan" : description }
}
