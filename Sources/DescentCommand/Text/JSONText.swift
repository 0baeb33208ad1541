import Descent
import DescentFiles

extension JSON {
  /// The value of a setting's text: a bool, a number, or a string.
  init(setting text: String) {
    if text == "true" || text == "false" {
      self = .boolean(text == "true")
    } else if let integer = Int(text) {
      self = .integer(integer)
    } else if let number = Double(text), number.isFinite {
      self = .finite(number)
    } else {
      self = .string(text)
    }
  }

  /// The name with every resolved hyperparameter; a nested specification is an object of the same form.
  init(_ specification: Specification) {
    self = .keyed([
      ("name", .string(specification.name)),
      ("hyperparameters", .keyed(specification.values.map { ($0.key, JSON($0.value)) })),
    ])
  }

  private init(_ value: SettingValue) {
    self =
      switch value {
      case .text(let text): JSON(setting: text)
      case .nested(let specification): JSON(specification)
      case .list(let items): .array(items.map { JSON($0) })
      }
  }

  /// The version of the schema of everything that `--json` prints. It increases when a member is removed or
  /// changes its meaning, and not when one is added.
  static let schema = 1

  /// The value with the schema version as the first member of the object, or of each object in an array.
  var withSchema: JSON {
    switch self {
    case .object(let members):
      .keyed([("schema", .integer(Self.schema))] + members.map { ($0.key, $0.value) })
    case .array(let values): .array(values.map(\.withSchema))
    default: self
    }
  }

  /// The text, indented by two spaces per level; arrays stay on one line.
  package func indented(_ indent: String = "") -> String {
    switch self {
    case .array(let values):
      "[" + values.map { $0.indented(indent + "  ") }.joined(separator: ", ") + "]"
    case .object(let members) where !members.isEmpty:
      "{\n"
        + members.map {
          "\(indent)  \(Self.quoted($0.key)): \($0.value.indented(indent + "  "))"
        }.joined(separator: ",\n") + "\n\(indent)}"
    default: text
    }
  }
}
