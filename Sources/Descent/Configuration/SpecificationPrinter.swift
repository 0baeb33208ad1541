/// Prints a ``Specification`` as text that reads back as an equal one.
struct SpecificationPrinter {
  /// Whether the text is in parentheses: then raw text ends at the first closing parenthesis.
  let isNested: Bool

  func text(of specification: Specification) -> String {
    let settings = specification.values.map { $0.key + "=" + text(of: $0.value) }
      .joined(separator: ",")
    let tail = specification.values.isEmpty ? "" : ":" + settings
    switch specification.source {
    case .name(let name): return name + tail
    case .file(let path, let name):
      return file(path, name) + (name.map { "/" + $0 } ?? "") + tail
    case .python(let target), .exec(let target):
      let raw = specification.name + ":" + target + tail
      let isPlain = !target.utf8.contains(where: Self.isDelimiter)
      if isPlain, (try? SpecificationParser.parse(raw)) == specification { return raw }
      return specification.name + ":" + Self.quoted(target) + tail
    }
  }

  func text(of value: SettingValue) -> String {
    switch value {
    case .text(let text): needsQuotes(text) ? Self.quoted(text) : text
    case .nested(let specification): Self.parenthesized(specification)
    case .list(let items): "(" + items.map(Self.parenthesized).joined(separator: ",") + ")"
    }
  }

  private static func parenthesized(_ specification: Specification) -> String {
    "(" + SpecificationPrinter(isNested: true).text(of: specification) + ")"
  }

  private func needsQuotes(_ text: String) -> Bool {
    let bytes = text.utf8
    guard let first = bytes.first else { return false }
    if first == UInt8(ascii: "(") || first == UInt8(ascii: "\"") { return true }
    return bytes.contains {
      $0 == UInt8(ascii: ",")
        || isNested && ($0 == UInt8(ascii: "(") || $0 == UInt8(ascii: ")"))
    }
  }

  /// Quotes the path unless the parser would split the unquoted text into the same path and
  /// name.
  private func file(_ path: String, _ name: String?) -> String {
    let isPlain =
      SpecificationSource.isPlugin(path) && !path.utf8.contains(UInt8(ascii: ":"))
      && !path.utf8.contains(where: Self.isDelimiter)
      && name.map { name in
        !SpecificationSource.isPlugin(path + "/" + name) && !name.utf8.contains(UInt8(ascii: "/"))
      } ?? true
    return isPlain ? path : Self.quoted(path)
  }

  private static func isDelimiter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: ","): true
    default: false
    }
  }

  private static func quoted(_ text: String) -> String {
    var bytes = [UInt8(ascii: "\"")]
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        bytes.append(UInt8(ascii: "\\"))
      }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
    return String(decoding: bytes, as: UTF8.self)
  }
}
