/// Reads a ``Specification`` by recursive descent over the text's bytes: all delimiters are ASCII.
struct SpecificationParser {
  /// The deepest nesting allowed: far more than is useful, and safe for any stack.
  static let deepest = 64

  let text: String
  let bytes: [UInt8]
  var position = 0
  /// The settings around the current position, the outermost first: `'else'`, `item 2 of 'by'`.
  var levels: [String] = []

  var isNested: Bool { !levels.isEmpty }

  private init(_ text: String) {
    self.text = text
    bytes = Array(text.utf8)
  }

  static func parse(_ text: String) throws(ConfigurationError) -> Specification {
    var parser = SpecificationParser(text)
    return try parser.specification()
  }

  /// Parses a specification up to the end or, if it is nested, to the closing parenthesis.
  mutating func specification() throws(ConfigurationError) -> Specification {
    let start = column(position)
    let source = try self.source()
    guard next == UInt8(ascii: ":") else { return Specification(source, [], column: start) }
    position += 1
    return Specification(source, try settings(), column: start)
  }

  /// Parses the settings after a colon.
  mutating func settings() throws(ConfigurationError) -> [Setting] {
    var settings: [Setting] = []
    while true {
      let start = position
      let key = try self.key()
      settings.append(Setting(key, try value(of: key), column: column(start)))
      if isAtEnd { return settings }
      guard next == UInt8(ascii: ",") else {
        throw error("',' or the end is expected after the value of '\(key)'", at: position)
      }
      position += 1
    }
  }

  private mutating func key() throws(ConfigurationError) -> String {
    let start = position
    let end = scan { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ",") }
    guard end < bytes.count, bytes[end] == UInt8(ascii: "="), end > start else {
      let item = text(start, scan { $0 == UInt8(ascii: ",") })
      throw error(
        item.isEmpty ? "a key=value is missing" : "'\(item)' is not key=value", at: start)
    }
    if let wrong = bytes[start..<end].firstIndex(where: { Self.endsKey($0) }) {
      throw error(
        "'\(text(start, end))' is no key: it has a '\(text(wrong, wrong + 1))'", at: wrong)
    }
    position = end + 1
    return text(start, end)
  }

  private static func endsKey(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ":") || byte == UInt8(ascii: "(") || byte == UInt8(ascii: ")")
  }

  private mutating func value(of key: String) throws(ConfigurationError) -> SettingValue {
    switch next {
    case UInt8(ascii: "\""): return .text(try quoted())
    case UInt8(ascii: "("): return try parenthesized("'\(key)'")
    default:
      let start = position
      position = scan { $0 == UInt8(ascii: ",") }
      return .text(text(start, position))
    }
  }

  /// Parses one specification in parentheses, or a list of them.
  private mutating func parenthesized(_ level: String) throws(ConfigurationError) -> SettingValue {
    let opening = position
    position += 1
    if next == UInt8(ascii: ")") {
      position += 1
      return .list([])
    }
    guard next == UInt8(ascii: "(") else {
      return .nested(try nested(level, opening: opening))
    }
    var items: [Specification] = []
    while next == UInt8(ascii: "(") {
      let inner = position
      position += 1
      items.append(try nested("item \(items.count + 1) of " + level, opening: inner))
      guard next == UInt8(ascii: ",") else { break }
      position += 1
      guard next == UInt8(ascii: "(") else {
        throw error("a specification in parentheses is missing", at: position)
      }
    }
    try close(opening)
    return .list(items)
  }

  /// Parses a specification after its opening parenthesis, including the closing one.
  private mutating func nested(
    _ level: String, opening: Int
  ) throws(ConfigurationError) -> Specification {
    guard levels.count < Self.deepest else {
      throw error("more than \(Self.deepest) specifications in one another", at: opening)
    }
    levels.append(level)
    let specification = try self.specification()
    levels.removeLast()
    try close(opening)
    return specification
  }

  private mutating func close(_ opening: Int) throws(ConfigurationError) {
    guard next == UInt8(ascii: ")") else {
      let missing = "the parenthesis of column \(column(opening)) is not closed"
      throw error(
        position < bytes.count ? "')' is expected: " + missing : missing, at: position)
    }
    position += 1
  }

  /// Parses a text in quotes, in which a backslash escapes the next character.
  mutating func quoted() throws(ConfigurationError) -> String {
    let opening = position
    var content: [UInt8] = []
    position += 1
    while let byte = next, byte != UInt8(ascii: "\"") {
      if byte == UInt8(ascii: "\\") { position += 1 }
      guard let meant = next else { break }
      content.append(meant)
      position += 1
    }
    guard next != nil else {
      throw error("the quote of column \(column(opening)) is not closed", at: opening)
    }
    position += 1
    return String(decoding: content, as: UTF8.self)
  }
}

/// The parser's position.
extension SpecificationParser {
  /// The byte at the position, or nil at the end of the text.
  var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// Whether this specification ends here.
  var isAtEnd: Bool {
    position >= bytes.count || isNested && bytes[position] == UInt8(ascii: ")")
  }

  /// The first index from the position at which the specification ends or `isWanted` accepts
  /// the byte.
  func scan(for isWanted: (UInt8) -> Bool) -> Int {
    var place = position
    while place < bytes.count, !isWanted(bytes[place]),
      !(isNested && bytes[place] == UInt8(ascii: ")"))
    {
      place += 1
    }
    return place
  }

  func text(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// The column of a byte, from 1, counted in characters.
  func column(_ place: Int) -> Int {
    let before = bytes[..<place]
    return 1
      + (before.allSatisfy { $0 < 0x80 } ? place : String(decoding: before, as: UTF8.self).count)
  }

  func error(_ reason: String, at place: Int) -> ConfigurationError {
    let level = levels.isEmpty ? "" : ", in " + levels.reversed().joined(separator: " of ")
    return .malformedSpecification(text: text, reason: "column \(column(place))\(level): \(reason)")
  }
}
