import Descent
import DescentMutations
import Foundation

/// The source of a rule and every small change of it, each as the text of a plugin file.
struct PowerSource {
  /// The rule as typed.
  let typed: String
  /// The name and the settings under which the changed rules register.
  let specification: Specification
  /// The unchanged rule, as a file that compiles.
  let original: String
  /// The changes of the rule's own source; the text appended to it stays as it is.
  let mutations: [Mutation]

  /// - Throws: ``Failure`` if there is no source, or the name is not that of an update rule.
  init(named text: String) async throws {
    typed = text
    let workbench = Workbench.current
    let specification = try await workbench.specification(text, kind: "optimizer")
    guard case .optimizer(let entry)? = CatalogEntry.named(specification.name),
      let type = entry.optimizerType
    else {
      throw Failure.usage(
        "--power: '\(specification.name)' has no source of one rule",
        next: "name a rule, or the .swift file of one")
    }
    if let file = workbench.file(of: specification.name) {
      guard file.path.hasSuffix(".swift") else {
        throw Failure.usage(
          "--power: \(file.path) is not a source file", next: "give the .swift file")
      }
      original = String(decoding: try Data(contentsOf: URL(filePath: file.path)), as: UTF8.self)
      mutations = Mutation.all(of: original, file: URL(filePath: file.path).lastPathComponent)
      self.specification = specification
      return
    }
    guard let found = Self.builtIn("\(type)") else {
      throw Failure.usage(
        "--power: the source of '\(specification.name)' was not found",
        next: "run it from the root of the project, or give a file")
    }
    // Rename the rule, because the process that tries the change has a built-in rule of that name.
    let name = specification.name + "-changed"
    let rename = { (source: String) in
      source.replacing("name: \"\(specification.name)\"", with: "name: \"\(name)\"")
    }
    let rest = found.rest + "\nlet plugin = Plugin(\(type).self)\n"
    original = rename(found.source) + rest
    mutations = Mutation.all(of: found.source, file: found.file).map {
      $0.followed(by: rest, rename)
    }
    self.specification = Specification(name: name, settings: specification.settings)
  }

  /// The file that declares a built-in rule, and the concatenated other files of its folder: traits,
  /// definition, peers, helpers.
  private static func builtIn(_ type: String) -> (file: String, source: String, rest: String)? {
    let root = URL(filePath: "Plugins")
    func text(_ path: String) -> String? {
      try? String(contentsOf: root.appending(path: path), encoding: .utf8)
    }
    let paths = ((try? FileManager.default.subpathsOfDirectory(atPath: root.path)) ?? []).sorted()
    for path in paths where path.hasSuffix("/\(type).swift") && !path.contains("/Slips/") {
      guard let source = text(path), source.contains("public struct \(type):") else { continue }
      let folder = path.dropLast("\(type).swift".count)
      let rest = paths.filter {
        $0.hasPrefix(folder) && !$0.dropFirst(folder.count).contains("/") && $0 != path
          && $0.hasSuffix(".swift")
      }.compactMap(text)
      return (path, source, "\n" + rest.joined(separator: "\n"))
    }
    return nil
  }
}
