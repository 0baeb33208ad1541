import Descent
import DescentPlugins

/// A specification that names a file: `FILE.swift`, `FILE.swift:key=value,…`, or, where the file
/// registers several things, `FILE.swift/name:key=value,…`. Likewise for compiled plugins.
struct PluginReference {
  let path: String
  /// Which of the things in the file, if that was typed.
  let name: String?
  /// From the colon on; empty if there is none.
  let settings: Substring

  /// Nil if the text names no file.
  init?(_ text: String) {
    let head = text.prefix { $0 != ":" }
    settings = text[head.endIndex...]
    if PluginLoader.isPlugin(head) {
      (path, name) = (String(head), nil)
    } else if let slash = head.lastIndex(of: "/"), PluginLoader.isPlugin(head[..<slash]) {
      (path, name) = (String(head[..<slash]), String(head[head.index(after: slash)...]))
    } else {
      return nil
    }
  }
}

extension Workbench {
  /// The specification that a person typed for something of one kind, with a file resolved to the
  /// name that it registers.
  func specification(_ text: String, kind: String) async throws -> Specification {
    let found = try await specifications(text, kind: kind)
    guard found.count == 1 else {
      let path = PluginReference(text)?.path ?? text
      throw Failure.usage(
        "\(path) registers \(found.count) \(kind)s",
        next: "say which: " + found.map { "\(path)/\($0.name)" }.joined(separator: ", "))
    }
    return found[0]
  }

  /// Everything that a person named: one thing, or all that a file registers.
  /// - Parameter kind: `optimizer`, `schedule` or `problem`; any unless given.
  func specifications(_ text: String, kind: String? = nil) async throws -> [Specification] {
    guard let reference = PluginReference(text) else { return [try Specification(text)] }
    let all = try await load(reference.path).plugin.plugin.names
    let named = all.filter { reference.name == nil || $0.name == reference.name }
    let fitting = named.filter { kind == nil || $0.kind == kind }
    guard !fitting.isEmpty else {
      let wanted = [kind, reference.name.map { "'\($0)'" }].compactMap(\.self)
      let has = all.map { "the \($0.kind) '\($0.name)'" }.joined(separator: ", ")
      throw Failure.usage(
        "\(reference.path) registers no \(wanted.isEmpty ? "plugin" : wanted.joined(separator: " "))",
        next: has.isEmpty ? "name a type: let plugin = Plugin(MyRule.self)" : "it has \(has)")
    }
    if fitting.count > 1, !reference.settings.isEmpty {
      throw Failure.usage(
        "settings for \(reference.path), which registers \(fitting.count) things",
        next: "say which: " + fitting.map { "\(reference.path)/\($0.name)" }.joined(separator: ", ")
      )
    }
    return try fitting.map { try Specification($0.name + reference.settings) }
  }
}
