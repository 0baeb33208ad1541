import Descent

/// The text of a new plugin file. In the templates `NAME` stands for the type and `KEY` for the name
/// that is typed on the command line.
struct PluginTemplate {
  enum Kind: String, CaseIterable {
    case optimizer
    case problem
    case schedule
  }

  let kind: Kind
  /// The type's name, in upper camel case.
  let name: String

  /// The type's name in snake case: `MyRule` is `my_rule`.
  var key: String {
    var key = ""
    var before: Character?
    for letter in name {
      if letter.isUppercase, let before, !before.isUppercase, before != "_" { key.append("_") }
      key += letter.lowercased()
      before = letter
    }
    return key
  }

  /// The text of the plugin file.
  var source: String {
    let template =
      switch kind {
      case .optimizer: Self.optimizer
      case .problem: Self.problem
      case .schedule: Self.schedule
      }
    return filled(template)
  }

  /// The template with the placeholders replaced.
  func filled(_ template: String) -> String {
    template.replacing("NAME", with: name).replacing("KEY", with: key)
  }

  /// - Parameter typed: a Swift name as typed; its first letter is capitalized.
  /// - Throws: ``Failure`` if the text cannot be the name of a type here.
  init(_ kind: Kind, named typed: String) throws {
    guard let first = typed.first, first.isASCII, first.isLetter,
      typed.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") })
    else {
      throw Failure.usage(
        "'\(typed)' cannot name a type: letters, digits and '_' can, after a letter",
        next: "for example MyRule")
    }
    let name = first.uppercased() + typed.dropFirst()
    guard !Self.reserved.contains(name) else {
      throw Failure.usage(
        "'\(name)' is a name of Swift or of the kernel", next: "choose another name")
    }
    self.kind = kind
    self.name = name
  }

  /// Names that the templates or generated code use, which a new type must not shadow.
  private static let reserved: Set<String> = [
    "Any", "AnyObject", "Bool", "Card", "Configurable", "CoordinatewiseOptimizer", "Descent",
    "DescentCommand", "DescentLaws", "Double", "Error", "FiniteSchedule", "Float", "FormulaNumber",
    "FormulaProblem", "Hyperparameter", "Int", "KernelScalar", "LawTrial", "Layout", "Never",
    "Plugin",
    "Point", "Protocol", "RuleTraits", "Schedule", "ScheduleTraitDeclaring", "ScheduleTraits",
    "Self",
    "Slots", "StateSlot", "StationaryPoint", "String", "Swift", "TraitDeclaring", "Type", "UInt64",
    "UnsafeMutableRawPointer", "UnsafeRawPointer", "StaticString", "Void",
  ]
}
