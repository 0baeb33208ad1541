import Descent
import DescentCatalog
import DescentFiles
import Rainbow

/// The optimizers by family, one line each.
struct RuleList {
  private let groups: [(title: String, entries: [OptimizerEntry])]

  /// - Parameter tags: the tags that each listed optimizer has; all optimizers if empty.
  /// - Throws: ``Failure`` for a tag that no built-in rule has.
  init(tags: [String]) throws {
    let known = Catalog.tags
    for tag in tags where !known.contains(tag) {
      let near = hint(for: tag, in: known)
      throw Failure.usage(
        "no optimizer has the tag '\(tag)'\(near)",
        next: "there are " + known.joined(separator: ", "))
    }
    let entries = Workbench.current.registry.optimizers.filter { entry in
      let own = entry.optimizerType.map(Catalog.tags) ?? []
      return tags.allSatisfy(own.contains)
    }
    func family(_ entry: OptimizerEntry) -> String? {
      entry.optimizerType.flatMap(Catalog.family)?.title
    }
    let families = Catalog.families.map(\.title).map { title in
      (title: title, entries: entries.filter { family($0) == title })
    }
    let others = entries.filter { family($0) == nil }
    let own = others.filter { $0.optimizerType != nil }
    let combinators = others.filter { $0.optimizerType == nil }
    groups = (families + [("from files", own), ("made of others", combinators)]).filter {
      !$0.entries.isEmpty
    }
  }

  func text(_ console: Console) -> String {
    let width = groups.flatMap(\.entries).map(\.card.name.count).max() ?? 0
    let count = groups.reduce(0) { $0 + $1.entries.count }
    let parts = groups.map { title, entries in
      ([console.isTerminal ? title.bold : title] + entries.map { $0.card.row(width: width) })
        .joined(separator: "\n")
    }
    return (parts + [counted(count, "optimizer")]).joined(separator: "\n\n")
  }

  /// The object of `--json`: each optimizer with its family and its tags.
  var json: JSON {
    .keyed([
      (
        "optimizers",
        .array(
          groups.flatMap { title, entries in
            entries.map { entry in
              let tags = entry.optimizerType.map(Catalog.tags) ?? []
              return CatalogEntry.optimizer(entry).json(adding: [
                ("family", .string(title)), ("tags", .array(tags.map { .string($0) })),
              ])
            }
          })
      )
    ])
  }
}
