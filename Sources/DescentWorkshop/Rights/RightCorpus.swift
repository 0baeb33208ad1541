import Foundation

/// Right rules: the rules of `Tests/RightRules`, and the built-in, example and proof rules without their
/// authors' declarations, each as written and in every other form that it can take.
package struct RightCorpus: Sendable {
  /// A file to compile, with all rules in the same form.
  package struct Unit: Sendable {
    package let file: String
    package let form: RightForm
    package let source: String
    /// The types of its rules.
    package let rules: [String]
    package var name: String { "\(file).\(form.rawValue)" }
  }

  /// A file to compile, with the same fault in all rules.
  package struct WrongUnit: Sendable {
    package let fault: WrongForm
    package let source: String
    /// The same rules without the fault, in the same order.
    package let right: Unit
    package var name: String { "\(right.file).\(fault.rawValue)" }
  }

  private let files: [RightFile]

  package var units: [Unit] {
    files.flatMap { file in RightForm.allCases.compactMap { file.unit($0) } }
  }

  /// Every fault in every file to which it applies.
  package var wrongUnits: [WrongUnit] {
    files.flatMap { file in
      WrongForm.allCases.compactMap { fault in
        file.source(with: fault).flatMap { wrong in
          file.unit(.written).map {
            WrongUnit(
              fault: fault, source: wrong.text,
              right: Unit(
                file: $0.file, form: $0.form, source: $0.source,
                rules: $0.rules.filter(wrong.rules.contains)))
          }
        }
      }
    }
  }

  /// - Parameter root: the folder of the project.
  package init(root: URL) throws {
    func text(_ path: String) throws -> String {
      try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }
    func swift(_ folder: String) throws -> [String] {
      try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path)
        .filter { $0.hasSuffix(".swift") }.sorted().map { "\(folder)/\($0)" }
    }
    // Use all files of a rule's folder except the author's declarations.
    let declared = ["Traits", "Definition", "Peers"]
    let plugins = try swift("Plugins").filter { path in
      path.split(separator: "/").count == 4 && !declared.contains { path.hasSuffix("\($0).swift") }
    }
    // Code that the rules of a family share is next to their folders.
    let shared = try swift("Plugins").filter { path in
      let parts = path.split(separator: "/")
      return parts.count == 3
        && !["Slips", "Tests", "Examples", "Schedules", "Modifiers"].contains(parts[1])
    }
    let paths =
      try swift("Tests/RightRules") + swift("Plugins/Examples")
      + swift("Tests/ProofRuleTests/Rules")
      + plugins
    files = try paths.compactMap { path in
      let source = try text(path)
      guard source.contains("static let card = Card("),
        source.contains(#/struct \w+: \w*Optimizer/#) || source.contains("let plugin = Plugin(")
      else { return nil }
      let name = path.split(separator: "/").last!.split(separator: ".")[0]
      let folder = path.prefix { $0 != "/" } == "Plugins" ? path.dropLast(name.count + 6) : ""
      // Include the other files of its folder, and shared files whose name the source mentions.
      let helpers = try (plugins + shared).filter { other in
        other != path && !folder.isEmpty
          && (other.hasPrefix(folder)
            || source.contains(other.split(separator: "/").last!.dropLast(6)))
      }.map(text).filter { !$0.contains("static let card = Card(") }
      return RightFile(
        name: String(name), source: source,
        helpers: helpers.joined(separator: "\n"))
    }
  }
}

extension RightFile {
  /// The file in one form; nil if it has no rule that can take the form.
  fileprivate func unit(_ form: RightForm) -> RightCorpus.Unit? {
    source(in: form).map {
      RightCorpus.Unit(file: name, form: form, source: $0.text, rules: $0.rules)
    }
  }
}
