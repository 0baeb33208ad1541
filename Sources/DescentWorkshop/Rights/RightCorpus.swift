import Foundation

/// Right rules: those of `Tests/RightRules`, and the built-in, example and proof rules without what
/// their authors declare, each as it stands and in every other form that it can be written in.
package struct RightCorpus: Sendable {
  /// One file to be compiled: its rules have one form.
  package struct Unit: Sendable {
    package let file: String
    package let form: RightForm
    package let source: String
    /// The types of its rules.
    package let rules: [String]
    package var name: String { "\(file).\(form.rawValue)" }
  }

  /// One file to be compiled: its rules have one fault.
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

  /// Every fault in every file that has a place for it.
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
    let proofs = "Tests/ProofRuleTests/Rules"
    // What proof rules share, by what calls it.
    let shared = try ["dot(": "VectorSums", "StrongWolfe": "StrongWolfe"].mapValues {
      try text("\(proofs)/\($0).swift")
    }
    let paths =
      try swift("Tests/RightRules") + swift("Plugins/Examples") + swift(proofs)
      + swift("Plugins").filter {
        $0.split(separator: "/").count == 3 && !$0.contains("/Examples/")
      }
    files = try paths.compactMap { path in
      let source = try text(path)
      guard source.contains("static let card = Card("),
        source.contains(#/struct \w+: \w*Optimizer/#) || source.contains("let plugin = Plugin(")
      else { return nil }
      let name = path.split(separator: "/").last!.split(separator: ".")[0]
      let helpers = shared.filter { path.hasPrefix(proofs) && source.contains($0.key) }
      return RightFile(
        name: String(name), source: source,
        helpers: helpers.sorted { $0.key < $1.key }.map(\.value).joined(separator: "\n"))
    }
  }
}

extension RightFile {
  /// The file in one form; nil if it has no rule that can be written so.
  fileprivate func unit(_ form: RightForm) -> RightCorpus.Unit? {
    source(in: form).map {
      RightCorpus.Unit(file: name, form: form, source: $0.text, rules: $0.rules)
    }
  }
}
