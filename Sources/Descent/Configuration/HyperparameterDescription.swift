/// A type-erased description of one hyperparameter, for listings, messages and JSON.
package struct HyperparameterDescription: Sendable, Hashable {
  /// The key on the command line, such as `weight_decay`.
  package let key: String
  /// The current value (the default, if read off a default instance), as text that reads back.
  package let value: String
  /// The range, such as `[0, 1)`, or what is expected: `true or false`.
  package let allowed: String
  package let summary: String
  /// The allowed interval; `.everything` if none is declared.
  package let range: AllowedRange
  /// All values of a flag or an enum of words; empty for numbers and texts.
  package let choices: [String]
  /// Whether only integers are allowed.
  package let isWhole: Bool
  /// Its role, which laws look for; nil if none is declared.
  package let kind: HyperparameterKind?
}

extension HyperparameterDescription {
  /// Describes a hyperparameter that no Swift type declares, of a rule in another process or
  /// library.
  package init(
    of key: String, value: String, allowed: String, summary: String, choices: [String] = [],
    isWhole: Bool = false, kind: HyperparameterKind? = nil
  ) {
    self.init(
      key: key, value: value, allowed: allowed, summary: summary, range: .everything,
      choices: choices, isWhole: isWhole, kind: kind)
  }
}

/// A ``Hyperparameter`` of any value type, for reflection and the text decoder.
protocol ErasedHyperparameter: Sendable {
  /// The value as text that reads back.
  var text: String { get }
  func description(key: String) -> HyperparameterDescription
  func replaced(by text: String, owner: String, key: String) throws(ConfigurationError) -> Self
  func check(owner: String, key: String) throws(ConfigurationError)

  /// The hyperparameter at an address, which must hold a value of this type.
  static func at(_ address: UnsafeRawPointer) -> Self

  /// Replaces the value of the hyperparameter at an address.
  static func replace(
    at address: UnsafeMutableRawPointer, by text: String, owner: String, key: String
  ) throws(ConfigurationError)

  /// Whether the bytes at an address hold the same summary and range as this hyperparameter. Both are
  /// constant per declaration. Compares bytes only, so that the memory may hold a value of any type.
  /// - Precondition: `MemoryLayout<Self>.size` bytes may be read.
  func isDeclared(at address: UnsafeRawPointer) -> Bool
}

extension Hyperparameter: ErasedHyperparameter {
  var text: String { wrappedValue.hyperparameterText }

  private var allowed: String { range == .everything ? Value.expectation : range.text }

  func description(key: String) -> HyperparameterDescription {
    HyperparameterDescription(
      key: key, value: wrappedValue.hyperparameterText, allowed: allowed,
      summary: summary.description, range: range, choices: Value.choices,
      isWhole: Value.self == Int.self, kind: kind ?? (key == "lr" ? .learningRate : nil))
  }

  func replaced(by text: String, owner: String, key: String) throws(ConfigurationError) -> Self {
    guard let value = Value(hyperparameter: text) else {
      throw .malformed(owner: owner, key: key, text: text, expected: Value.expectation)
    }
    let new = Self(value, summary, range, kind)
    try new.check(owner: owner, key: key)
    return new
  }

  func check(owner: String, key: String) throws(ConfigurationError) {
    guard let number = wrappedValue.magnitudeForRange else { return }
    if number.isNaN || (range != .everything && !range.contains(number)) || number.isInfinite {
      throw .outOfRange(
        owner: owner, key: key, value: wrappedValue.hyperparameterText,
        allowed: range == .everything ? "(-inf, inf)" : range.text)
    }
  }
}

extension Hyperparameter {
  static func at(_ address: UnsafeRawPointer) -> Self {
    address.assumingMemoryBound(to: Self.self).pointee
  }

  static func replace(
    at address: UnsafeMutableRawPointer, by text: String, owner: String, key: String
  ) throws(ConfigurationError) {
    let own = address.assumingMemoryBound(to: Self.self)
    own.pointee = try own.pointee.replaced(by: text, owner: owner, key: key)
  }

  func isDeclared(at address: UnsafeRawPointer) -> Bool {
    guard let summary = MemoryLayout<Self>.offset(of: \.summary),
      let range = MemoryLayout<Self>.offset(of: \.range)
    else { return false }
    return withUnsafeBytes(of: self) { own in
      [(summary, MemoryLayout<StaticString>.size), (range, MemoryLayout<AllowedRange>.size)]
        .allSatisfy { offset, size in
          own[offset..<(offset + size)]
            .elementsEqual(UnsafeRawBufferPointer(start: address + offset, count: size))
        }
    }
  }
}

/// The key of a property: snake case, except for the usual short forms `lr` and `eps`.
func commandLineKey(_ property: String) -> String {
  switch property {
  case "learningRate": return "lr"
  case "epsilon": return "eps"
  default:
    var key = ""
    for letter in property {
      if letter.isUppercase { key += "_" }
      key += letter.lowercased()
    }
    return key
  }
}
