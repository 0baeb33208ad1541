import Descent

/// Specifications that name files: `FILE.swift`, `FILE.swift:key=value,…`, or, where the file
/// registers several things, `FILE.swift/name:key=value,…`. Likewise for compiled plugins.
extension Workbench {
  /// The typed specification of one kind, with every file resolved to the name that it registers.
  func specification(_ text: String, kind: String) async throws -> Specification {
    let parsed = try Specification(text)
    let found = try await specifications(parsed, kind: kind)
    guard found.count == 1 else {
      throw Failure.usage(
        "\(path(of: parsed)) registers \(found.count) \(kind)s", next: Self.choice(parsed, found))
    }
    return found[0]
  }

  /// Everything that the typed text names: one name, or all names that a file registers.
  func specifications(_ text: String) async throws -> [Specification] {
    try await specifications(try Specification(text), kind: nil)
  }

  /// - Parameter kind: `optimizer`, `schedule`, `problem` or `modifier`; any if nil.
  private func specifications(
    _ parsed: Specification, kind: String?
  ) async throws -> [Specification] {
    switch parsed.source {
    case .python, .exec:
      return [try worker(parsed, kind: kind)]
    case .name, .file: break
    }
    let values = try await resolved(parsed.values)
    guard case .file(let path, let name) = parsed.source else {
      var specification = parsed
      specification.values = values
      return [specification]
    }
    let plugin = try await load(path).plugin.plugin
    let all = plugin.names
    let fitting = zip(all, plugin.ownNames).filter { thing, own in
      (name == nil || own == name || thing.name == name) && (kind == nil || thing.kind == kind)
    }.map(\.0)
    guard !fitting.isEmpty else {
      let wanted = [kind, name.map { "'\($0)'" }].compactMap(\.self)
      let has = all.map { "the \($0.kind) '\($0.name)'" }.joined(separator: ", ")
      throw Failure.usage(
        "\(path) registers no \(wanted.isEmpty ? "plugin" : wanted.joined(separator: " "))",
        next: has.isEmpty ? "name a type: let plugin = Plugin(MyRule.self)" : "it has \(has)")
    }
    let found = fitting.map { Specification(.name($0.name), values) }
    if found.count > 1, !values.isEmpty {
      throw Failure.usage(
        "settings for \(path), which registers \(found.count) things",
        next: Self.choice(parsed, found))
    }
    return found
  }

  /// The settings, with the files in nested specifications resolved. Only the rule that takes a setting
  /// knows its kind, so a file that registers several names needs one here.
  private func resolved(_ settings: [Setting]) async throws -> [Setting] {
    var resolved: [Setting] = []
    for var setting in settings {
      switch setting.value {
      case .text: break
      case .nested(let inner): setting.value = .nested(try await nested(inner))
      case .list(let items):
        var list: [Specification] = []
        for item in items { list.append(try await nested(item)) }
        setting.value = .list(list)
      }
      resolved.append(setting)
    }
    return resolved
  }

  private func nested(_ parsed: Specification) async throws -> Specification {
    let found = try await specifications(parsed, kind: nil)
    guard found.count == 1 else {
      throw Failure.usage(
        "\(path(of: parsed)) registers \(found.count) things", next: Self.choice(parsed, found))
    }
    return found[0]
  }

  private func path(of specification: Specification) -> String {
    if case .file(let path, _) = specification.source { return path }
    return specification.name
  }

  private static func choice(_ parsed: Specification, _ found: [Specification]) -> String {
    guard case .file(let path, _) = parsed.source else { return "name one" }
    return "say which: " + found.map { "\(path)/\($0.name)" }.joined(separator: ", ")
  }
}
