/// A plugin's name with settings, as typed: `adam:lr=0.01,beta1=0.8`.
public struct Specification: Sendable {
  public let name: String
  public var settings: [(key: String, text: String)]

  public init(name: String, settings: [(key: String, text: String)] = []) {
    self.name = name
    self.settings = settings
  }

  /// Reads `name` or `name:key=value,key=value`.
  public init(_ text: String) throws(ConfigurationError) {
    let name = text.prefix { $0 != ":" }
    guard !name.isEmpty else {
      throw .malformedSpecification(text: text, reason: "the name is missing")
    }
    self.name = String(name)
    settings = []
    guard name.endIndex < text.endIndex else { return }
    let rest = text[text.index(after: name.endIndex)...]
    for item in rest.split(separator: ",", omittingEmptySubsequences: false) {
      guard let equals = item.firstIndex(of: "="), equals > item.startIndex else {
        throw .malformedSpecification(
          text: text,
          reason: item.isEmpty ? "a key=value is missing" : "'\(item)' is not key=value")
      }
      settings.append(
        (key: String(item[..<equals]), text: String(item[item.index(after: equals)...])))
    }
  }

  /// The setting of a key, or nil if it is not given.
  public subscript(key: String) -> String? { settings.first { $0.key == key }?.text }

  /// Takes a setting out, for a key that the owner itself does not know.
  public mutating func remove(_ key: String) -> String? {
    guard let place = settings.firstIndex(where: { $0.key == key }) else { return nil }
    return settings.remove(at: place).text
  }
}

extension Specification: CustomStringConvertible, Hashable {
  public var description: String {
    settings.isEmpty
      ? name : name + ":" + settings.map { "\($0.key)=\($0.text)" }.joined(separator: ",")
  }
  public static func == (a: Self, b: Self) -> Bool { a.description == b.description }
  public func hash(into hasher: inout Hasher) { hasher.combine(description) }
}
