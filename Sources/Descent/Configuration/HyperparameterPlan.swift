import Synchronization

/// The offsets of a type's hyperparameters, found once by reflection and cached.
///
/// Reflection on an instance costs a microsecond a property. The properties of a struct are laid out
/// in order, each at the next multiple of its alignment, so their offsets follow from their types. An
/// offset is trusted only if the summary and range of the hyperparameter, which are unique, are found
/// there. Otherwise (a class, or a custom mirror) every access uses reflection.
package final class HyperparameterPlan: Sendable {
  package struct Field: Sendable {
    /// The key on the command line.
    package let key: String
    let type: any ErasedHyperparameter.Type
    /// The offset in an instance, in bytes.
    let offset: Int
  }

  package let fields: [Field]
  /// Whether the offsets are known.
  package let isDirect: Bool

  private static let known = Mutex<[ObjectIdentifier: HyperparameterPlan]>([:])

  package static func of<Owner: Configurable>(_ owner: Owner.Type) -> HyperparameterPlan {
    if let plan = known.withLock({ $0[ObjectIdentifier(owner)] }) { return plan }
    // Outside the lock, because this runs the author's initializer. At worst, two threads build
    // the same plan.
    let plan = HyperparameterPlan(of: Owner())
    known.withLock { $0[ObjectIdentifier(owner)] = plan }
    return plan
  }

  private init<Owner: Configurable>(of defaults: Owner) {
    let mirror = Mirror(reflecting: defaults)
    var fields: [Field] = []
    var end = 0
    var isDirect = mirror.displayStyle == .struct
    withUnsafeBytes(of: defaults) { bytes in
      for child in mirror.children {
        let (size, alignment) = Self.layout(of: child.value)
        let offset = (end + alignment - 1) / alignment * alignment
        end = offset + size
        guard let label = child.label, label.hasPrefix("_"),
          let value = child.value as? any ErasedHyperparameter
        else { continue }
        isDirect =
          isDirect && end <= bytes.count
          && bytes.baseAddress.map { value.isDeclared(at: $0 + offset) } == true
        fields.append(
          Field(
            key: commandLineKey(String(label.dropFirst())), type: type(of: value), offset: offset))
      }
    }
    self.fields = fields
    self.isDirect = isDirect && end == MemoryLayout<Owner>.size
  }

  /// The keys found by reflection, which also works if the offsets are not known.
  package static func reflectedKeys(of owner: Any) -> [String] {
    namedHyperparameters(of: owner).map(\.key)
  }

  private static func layout(of value: Any) -> (size: Int, alignment: Int) {
    func measure<T>(_ value: T) -> (size: Int, alignment: Int) {
      (MemoryLayout<T>.size, MemoryLayout<T>.alignment)
    }
    return _openExistential(value, do: measure)
  }
}

/// Operations on the hyperparameters of one instance.
extension HyperparameterPlan {
  func map<Owner: Configurable, Result>(
    _ owner: Owner, _ transform: (_ key: String, any ErasedHyperparameter) -> Result
  ) -> [Result] {
    guard isDirect else {
      return namedHyperparameters(of: owner).map { transform($0.key, $0.value) }
    }
    return withUnsafeBytes(of: owner) { bytes in
      guard let start = bytes.baseAddress else { return [] }
      return fields.map { transform($0.key, $0.type.at(start + $0.offset)) }
    }
  }

  /// Checks every range.
  func check<Owner: Configurable>(_ owner: Owner) throws(ConfigurationError) {
    let name = Owner.card.name
    guard isDirect else {
      for (key, value) in namedHyperparameters(of: owner) {
        try value.check(owner: name, key: key)
      }
      return
    }
    try withUnsafeBytes(of: owner) { (bytes) throws(ConfigurationError) in
      guard let start = bytes.baseAddress else { return }
      for field in fields {
        try field.type.at(start + field.offset).check(owner: name, key: field.key)
      }
    }
  }

  /// Sets hyperparameters from text.
  /// - Precondition: the offsets are known.
  /// - Throws: ``ConfigurationError`` for a key that is unknown or given twice, or a wrong value.
  func write<Owner: Configurable>(
    _ settings: [(key: String, text: String)], to owner: inout Owner
  ) throws(ConfigurationError) {
    precondition(isDirect, "the places of the hyperparameters are not known")
    let name = Owner.card.name
    try withUnsafeMutableBytes(of: &owner) { (bytes) throws(ConfigurationError) in
      guard let start = bytes.baseAddress else { return }
      for (place, setting) in settings.enumerated() {
        guard let field = fields.first(where: { $0.key == setting.key }) else {
          throw Owner.unknownKey(setting.key)
        }
        guard !settings[..<place].contains(where: { $0.key == setting.key }) else {
          throw .duplicateKey(owner: name, key: setting.key)
        }
        try field.type.replace(
          at: start + field.offset, by: setting.text, owner: name, key: setting.key)
      }
    }
  }
}

extension Configurable {
  /// The error for an unknown key; `others` are keys that the owner accepts in addition to its
  /// hyperparameters.
  static func unknownKey(_ key: String, others: [(key: String, text: String)] = [])
    -> ConfigurationError
  {
    let own = Self().hyperparameters
    let names = presets.map(\.name)
    let others =
      others + (names.isEmpty ? [] : [("preset", "preset one of " + names.joined(separator: ", "))])
    return .unknownKey(
      owner: card.name, key: key,
      suggestion: nearest(to: key, in: own.map(\.key) + others.map(\.key)),
      valid: own.map { "\($0.key)=\($0.value) \($0.allowed)" } + others.map(\.text))
  }
}

/// The hyperparameters of an instance by reflection.
func namedHyperparameters(of owner: Any) -> [(key: String, value: any ErasedHyperparameter)] {
  Mirror(reflecting: owner).children.compactMap { child in
    guard let label = child.label, label.hasPrefix("_"),
      let value = child.value as? any ErasedHyperparameter
    else { return nil }
    return (commandLineKey(String(label.dropFirst())), value)
  }
}
