/// Parses the source of a specification.
extension SpecificationParser {
  mutating func source() throws(ConfigurationError) -> SpecificationSource {
    let start = position
    if next == UInt8(ascii: "\"") { return try quotedFile() }
    let end = scan { $0 == UInt8(ascii: ":") }
    let head = text(start, end)
    guard !head.isEmpty else { throw error("the name is missing", at: start) }
    position = end
    if SpecificationSource.isPlugin(head) { return .file(path: head, name: nil) }
    // Compares bytes, because a slash can be combined with following code points into another
    // character.
    if let slash = bytes[start..<end].lastIndex(of: UInt8(ascii: "/")), slash + 1 < end,
      SpecificationSource.isPlugin(text(start, slash))
    {
      return .file(path: text(start, slash), name: text(slash + 1, end))
    }
    if SpecificationSource.runners.contains(head) {
      let target = try self.target(of: head)
      return head == "python" ? .python(target: target) : .exec(target: target)
    }
    if let wrong = bytes[start..<end].firstIndex(where: { Self.isNotOfName($0) }) {
      throw error("a name has no '\(text(wrong, wrong + 1))'", at: wrong)
    }
    return .name(head)
  }

  private static func isNotOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "="): true
    default: false
    }
  }

  private mutating func quotedFile() throws(ConfigurationError) -> SpecificationSource {
    let path = try quoted()
    guard next == UInt8(ascii: "/") else {
      try expectEnd(of: "the path")
      return .file(path: path, name: nil)
    }
    position += 1
    let start = position
    position = scan { $0 == UInt8(ascii: ":") }
    guard position > start else { throw error("the name is missing", at: start) }
    return .file(path: path, name: text(start, position))
  }

  private func expectEnd(of what: String) throws(ConfigurationError) {
    guard isAtEnd || next == UInt8(ascii: ":") else {
      throw error("':' or the end is expected after \(what)", at: position)
    }
  }

  /// The target of `python:` or `exec:`. The position is at its colon.
  private mutating func target(of runner: String) throws(ConfigurationError) -> String {
    guard next == UInt8(ascii: ":") else {
      throw error("'\(runner)' needs a target: \(runner):TARGET", at: position)
    }
    position += 1
    if next == UInt8(ascii: "\"") {
      let target = try quoted()
      try expectEnd(of: "the target")
      return target
    }
    let start = position
    let (colons, end) = colonsOfTarget()
    position =
      colons.last { isSettings(after: $0, to: end) } ?? colons.last { beginsSetting($0 + 1) }
      ?? end
    guard position > start else { throw error("the target is missing", at: start) }
    return text(start, position)
  }

  /// The colons after which settings may begin, and the end of the specification. Colons in quotes
  /// and parentheses belong to values and are skipped.
  private func colonsOfTarget() -> (colons: [Int], end: Int) {
    var colons: [Int] = []
    var depth = 0
    var place = position
    while place < bytes.count {
      let last = place > position ? bytes[place - 1] : UInt8(ascii: ":")
      let follows = last == UInt8(ascii: "=")
      switch bytes[place] {
      case UInt8(ascii: "\"")
      where follows
        || depth > 0 && (last == UInt8(ascii: ":") || last == UInt8(ascii: "(")):
        var value = self
        value.position = place
        // An unclosed quote is an ordinary character.
        if (try? value.quoted()) != nil { place = value.position - 1 }
      case UInt8(ascii: "(") where follows || depth > 0: depth += 1
      case UInt8(ascii: ")") where depth > 0: depth -= 1
      case UInt8(ascii: ")") where isNested: return (colons, place)
      case UInt8(ascii: ":") where depth == 0: colons.append(place)
      default: break
      }
      place += 1
    }
    return (colons, place)
  }

  private func isSettings(after colon: Int, to end: Int) -> Bool {
    guard beginsSetting(colon + 1) else { return false }
    var trial = self
    trial.position = colon + 1
    guard let settings = try? trial.settings() else { return false }
    return trial.position == end && settings.allSatisfy { Self.isKey($0.key) }
  }

  /// Whether an identifier or a selector, followed by an equals sign, begins at an index.
  private func beginsSetting(_ place: Int) -> Bool {
    var key = self
    key.position = place
    let end = key.scan { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":") }
    return end < bytes.count && bytes[end] == UInt8(ascii: "=") && Self.isKey(text(place, end))
  }

  private static func isKey(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let isPath = parts.allSatisfy { part in
      part.first?.isLetter == true && part.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    }
    return isPath || (try? TensorSelector(text)) != nil
  }
}
