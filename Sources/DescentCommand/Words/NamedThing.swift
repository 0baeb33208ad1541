import Descent

/// An argument of a command line and the kinds that it names: a problem, an optimizer or, for a plugin
/// file, both.
struct NamedThing {
  /// The text as typed.
  let text: String
  /// `problem`, `optimizer`, or both; empty if the name is unknown.
  let kinds: Set<String>

  private static let wanted: Set = ["problem", "optimizer"]

  /// Looks up an argument: compiles and loads a plugin file, and starts a worker.
  /// - Throws: ``Failure`` for a schedule or a modifier, which have their own options; and the errors of
  ///   the file or the worker.
  init(_ text: String) async throws {
    self.text = text
    let specification = try Specification(text)
    let workbench = Workbench.current
    switch specification.source {
    case .python, .exec:
      let name = try workbench.worker(specification, kind: nil).name
      kinds = [workbench.worker(named: name) == nil ? "problem" : "optimizer"]
    case .file(let path, let name):
      let plugin = try await workbench.load(path).plugin.plugin
      let things = zip(plugin.names, plugin.ownNames).filter { thing, own in
        name == nil || own == name || thing.name == name
      }.map(\.0)
      kinds = Self.wanted.intersection(things.map(\.kind))
      if kinds.isEmpty, let thing = things.first { throw Self.misplaced(text, thing.kind) }
    case .name:
      switch CatalogEntry.named(specification) {
      case .problem: kinds = ["problem"]
      case .optimizer: kinds = ["optimizer"]
      case .schedule: throw Self.misplaced(text, "schedule")
      case .modifier: throw Self.misplaced(text, "modifier")
      case nil: kinds = []
      }
    }
  }

  private static func misplaced(_ text: String, _ kind: String) -> Failure {
    .usage(
      "'\(text)' is a \(kind), not a problem or an optimizer",
      next: kind == "schedule" ? "--schedule \(text)" : "--modify \(text)")
  }
}
