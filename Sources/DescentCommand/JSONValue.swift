import Descent

/// A JSON value whose objects keep the order of their keys.
///
/// JSON has no infinities and no NaN: a number that is not finite is written as `null`.
enum JSONValue {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([(key: String, value: JSONValue)])

  /// A setting's text as what it is: a bool, a number, or text.
  init(setting text: String) {
    if text == "true" || text == "false" {
      self = .bool(text == "true")
    } else if let integer = Int(text) {
      self = .integer(integer)
    } else if let number = Double(text), number.isFinite {
      self = .number(number)
    } else {
      self = .string(text)
    }
  }

  /// A name with every resolved hyperparameter.
  init(_ specification: Specification) {
    self = .object([
      ("name", .string(specification.name)),
      (
        "hyperparameters",
        .object(specification.settings.map { ($0.key, JSONValue(setting: $0.text)) })
      ),
    ])
  }

  /// The text, indented by two spaces a level; arrays of numbers stay on one line.
  func text(indent: String = "") -> String {
    switch self {
    case .null: "null"
    case .bool(let value): "\(value)"
    case .integer(let value): "\(value)"
    case .number(let value): value.isFinite ? value.hyperparameterText : "null"
    case .string(let value): Self.quoted(value)
    case .array(let values):
      "[" + values.map { $0.text(indent: indent + "  ") }.joined(separator: ", ") + "]"
    case .object(let members) where members.isEmpty: "{}"
    case .object(let members):
      "{\n"
        + members.map {
          "\(indent)  \(Self.quoted($0.key)): \($0.value.text(indent: indent + "  "))"
        }.joined(separator: ",\n") + "\n\(indent)}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case _ where scalar.value < 0x20:
        let hex = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
