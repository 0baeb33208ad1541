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

  package let units: [Unit]

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
    units = try paths.flatMap { path -> [Unit] in
      let source = try text(path)
      guard source.contains("static let card = Card("),
        source.contains(#/struct \w+: \w*Optimizer/#) || source.contains("let plugin = Plugin(")
      else { return [] }
      let name = path.split(separator: "/").last!.split(separator: ".")[0]
      let helpers = shared.filter { path.hasPrefix(proofs) && source.contains($0.key) }
      let file = RightFile(
        name: String(name), source: source,
        helpers: helpers.sorted { $0.key < $1.key }.map(\.value).joined(separator: "\n"))
      return RightForm.allCases.compactMap { form in
        file.source(in: form).map {
          Unit(file: file.name, form: form, source: $0.text, rules: $0.rules)
        }
      }
    }
  }
}
