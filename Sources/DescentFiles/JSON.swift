import Descent

/// A JSON value that keeps the order of keys and represents integers exactly.
package indirect enum JSON: Hashable {
  case object([Member])
  case array([JSON])
  case string(String)
  /// An integer that fits into `Int`; every other number is stored as text.
  case integer(Int)
  case number(String)
  case boolean(Bool)
  case null

  package struct Member: Hashable {
    package let key: String
    package let value: JSON
  }

  /// An object, its members in the order given.
  package static func keyed(_ members: [(key: String, value: JSON)]) -> JSON {
    .object(members.map { Member(key: $0.key, value: $0.value) })
  }

  /// A number, or `null` if it is not finite, because JSON has neither infinities nor NaN.
  package static func finite(_ number: Double) -> JSON {
    number.isFinite ? .number(number.hyperparameterText) : .null
  }

  /// A syntax error and its byte offset.
  struct Failure: Error {
    let offset: Int
    let reason: String
  }

  /// Reads one value, which must be all of `bytes` except for surrounding white space.
  init(_ bytes: ArraySlice<UInt8>) throws(Failure) {
    var reader = JSONReader(bytes)
    self = try reader.value(depth: 0)
    try reader.end()
  }

  /// The value of a line; nil if it is not valid JSON.
  package init?(line: String) {
    guard let value = try? JSON(Array(line.utf8)[...]) else { return nil }
    self = value
  }

  /// Reads a file that holds one value.
  /// - Throws: ``FileError`` if it is missing or not valid JSON.
  package init(contentsOf path: String) throws(FileError) {
    let bytes = try readFile(path)
    do throws(Failure) { self = try JSON(bytes[...]) } catch {
      throw .malformed(
        path: path, place: "byte \(error.offset)", reason: "not valid JSON: \(error.reason)")
    }
  }

  /// The compact text, with members in their order.
  package var text: String {
    switch self {
    case .object(let members):
      "{" + members.map { Self.quoted($0.key) + ":" + $0.value.text }.joined(separator: ",") + "}"
    case .array(let values): "[" + values.map(\.text).joined(separator: ",") + "]"
    case .string(let string): Self.quoted(string)
    case .integer(let number): String(number)
    case .number(let text): text
    case .boolean(let value): String(value)
    case .null: "null"
    }
  }

  /// The value of a key of an object.
  package subscript(key: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  package var string: String? { if case .string(let value) = self { value } else { nil } }
  package var array: [JSON]? { if case .array(let values) = self { values } else { nil } }
  /// The number, integer or not; nil if the value is not a number.
  package var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let text): Double(text)
    default: nil
    }
  }
  package var integer: Int? { if case .integer(let value) = self { value } else { nil } }

  package static func quoted(_ string: String) -> String {
    var text = "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{8}": text += "\\b"
      case "\u{c}": text += "\\f"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}
