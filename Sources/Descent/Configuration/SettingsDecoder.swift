/// Decodes a ``Configurable`` from its default instance, with some values replaced from text.
///
/// A synthesized `init(from:)` requests each stored property by name. It gets the property of the
/// default instance, with the value from the settings if there is one. So a plugin needs no parser
/// and no table, and each default is written once.
///
/// Not used for types whose layout ``HyperparameterPlan`` knows: their values are written in
/// place.
struct SettingsDecoder: Decoder {
  private let properties: [String: Any]
  let codingPath: [any CodingKey] = []
  let userInfo: [CodingUserInfoKey: Any] = [:]

  init<Owner: Configurable>(
    defaults: Owner, settings: [(key: String, text: String)]
  ) throws(ConfigurationError) {
    let owner = Owner.card.name
    var properties: [String: Any] = [:]
    for child in Mirror(reflecting: defaults).children {
      if let label = child.label { properties[label] = child.value }
    }
    var seen: Set<String> = []
    for (key, text) in settings {
      guard let label = properties.keys.first(where: { Self.matches($0, key) }),
        let value = properties[label] as? any ErasedHyperparameter
      else { throw Owner.unknownKey(key) }
      guard seen.insert(key).inserted else { throw .duplicateKey(owner: owner, key: key) }
      properties[label] = try value.replaced(by: text, owner: owner, key: key)
    }
    self.properties = properties
  }

  private static func matches(_ label: String, _ key: String) -> Bool {
    label.hasPrefix("_") && commandLineKey(String(label.dropFirst())) == key
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
    KeyedDecodingContainer(Properties(values: properties))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw unsupported }
  func singleValueContainer() throws -> any SingleValueDecodingContainer { throw unsupported }

  private var unsupported: DecodingError {
    .dataCorrupted(.init(codingPath: [], debugDescription: "only stored properties are decoded"))
  }
}

/// The stored properties of the instance, by name; a wrapped one is stored under `_name`.
private struct Properties<Key: CodingKey>: KeyedDecodingContainerProtocol {
  let values: [String: Any]
  let codingPath: [any CodingKey] = []
  var allKeys: [Key] { values.keys.compactMap(Key.init(stringValue:)) }

  private func property<T>(_ type: T.Type, _ key: Key) throws -> T {
    guard let value = (values["_" + key.stringValue] ?? values[key.stringValue]) as? T else {
      throw DecodingError.keyNotFound(
        key, .init(codingPath: [], debugDescription: "no stored property '\(key.stringValue)'"))
    }
    return value
  }

  func contains(_ key: Key) -> Bool { true }
  func decodeNil(forKey key: Key) -> Bool {
    guard let value = values[key.stringValue] else { return false }
    let mirror = Mirror(reflecting: value)
    return mirror.displayStyle == .optional && mirror.children.isEmpty
  }
  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try property(type, key) }
  func decode(_ type: String.Type, forKey key: Key) throws -> String { try property(type, key) }
  func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try property(type, key) }
  func decode(_ type: Float.Type, forKey key: Key) throws -> Float { try property(type, key) }
  func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try property(type, key) }
  func decode(_ type: Int8.Type, forKey key: Key) throws -> Int8 { try property(type, key) }
  func decode(_ type: Int16.Type, forKey key: Key) throws -> Int16 { try property(type, key) }
  func decode(_ type: Int32.Type, forKey key: Key) throws -> Int32 { try property(type, key) }
  func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try property(type, key) }
  func decode(_ type: UInt.Type, forKey key: Key) throws -> UInt { try property(type, key) }
  func decode(_ type: UInt8.Type, forKey key: Key) throws -> UInt8 { try property(type, key) }
  func decode(_ type: UInt16.Type, forKey key: Key) throws -> UInt16 { try property(type, key) }
  func decode(_ type: UInt32.Type, forKey key: Key) throws -> UInt32 { try property(type, key) }
  func decode(_ type: UInt64.Type, forKey key: Key) throws -> UInt64 { try property(type, key) }
  func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T { try property(type, key) }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> { throw nesting(key) }
  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    throw nesting(key)
  }
  func superDecoder() throws -> any Decoder { throw nesting(nil) }
  func superDecoder(forKey key: Key) throws -> any Decoder { throw nesting(key) }

  private func nesting(_ key: Key?) -> DecodingError {
    .dataCorrupted(.init(codingPath: [], debugDescription: "nested values are not decoded"))
  }
}

extension Hyperparameter: Decodable {
  /// Always throws: only the settings decoder decodes hyperparameters, and it returns them
  /// whole.
  public init(from decoder: any Decoder) throws {
    throw DecodingError.dataCorrupted(
      .init(codingPath: [], debugDescription: "a hyperparameter is read from settings only"))
  }
}

/// A stored property that is not a hyperparameter but is computed by ``Configurable/prepare()``
/// from the values, such as the rows of a file.
@propertyWrapper
public struct Prepared<Value: Sendable>: Sendable, Decodable {
  public var wrappedValue: Value?
  /// - Parameter wrappedValue: the value before ``Configurable/prepare()`` has run.
  public init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }
  public init(from decoder: any Decoder) { wrappedValue = nil }
}
