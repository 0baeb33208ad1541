import Descent
import DescentFiles
import DescentGSL
import Rainbow

/// The problems by family, each with the instances that are certified.
struct ProblemList {
  /// A problem with its instances, of which there is at least one.
  struct Item {
    let entry: ProblemEntry
    let instances: [ListedProblem]
  }

  let items: [Item]
  /// Modifiers of problems, which have no instances themselves; empty if a filter is given.
  let modifiers: [ProblemEntry]
  let isCertified: Bool

  /// The width of the name column; a longer name is printed on a line above its row.
  private static let nameWidth = 30

  /// - Parameter certify: whether to certify the problems with GSL, which takes seconds.
  /// - Throws: the errors of making a problem.
  init(_ filter: ProblemFilter, certify: Bool) async throws {
    GSL.disableErrorHandler()
    let registry = Workbench.current.registry
    isCertified = certify
    modifiers = filter.typed.isEmpty ? registry.problems.filter { $0.problemType == nil } : []
    let entries = registry.problems.filter { $0.problemType != nil }
    var pairs: [(entry: Int, text: String, problem: any Problem)] = []
    for (place, entry) in entries.enumerated() {
      let record = entry.problemType?.record ?? ProblemRecord()
      let texts = record.instances.isEmpty ? [entry.card.name] : record.instances
      for text in texts {
        let problem = try registry.problem(try Specification(text))
        if filter.holds(record, dimension: problem.dimension) {
          pairs.append((place, text, problem))
        }
      }
    }
    let work = pairs
    let count = LiveCount(
      noun: "problems", titles: work.map(\.text), sizes: work.map(\.problem.dimension))
    let results = try await count.run { number in
      Result { try ListedProblem(work[number].problem, work[number].text, certify: certify) }
    }
    let listed = try results.map { try $0.get() }
    items = entries.indices.compactMap { place in
      let own = zip(work, listed).filter { $0.0.entry == place }.map(\.1)
      return own.isEmpty ? nil : Item(entry: entries[place], instances: own)
    }
  }

  /// The families, in the order of their first problems.
  private var families: [String] {
    items.reduce(into: []) { names, item in
      let name = item.instances[0].record.familyName
      if !names.contains(name) { names.append(name) }
    }
  }

  func text(_ console: Console) -> String {
    var parts = families.map { family in
      let rows = items.filter { $0.instances[0].record.familyName == family }
        .flatMap(\.instances)
      return (console.isTerminal ? family.bold : family) + "\n" + table(rows)
    }
    if !modifiers.isEmpty {
      let width = modifiers.map(\.card.name.count).max() ?? 0
      let lines = modifiers.map { $0.card.row(width: width) }
      parts.append((["around a problem"] + lines).joined(separator: "\n"))
    }
    guard !items.isEmpty else { return "no problem matches" }
    let count = items.reduce(0) { $0 + $1.instances.count }
    parts.append(
      "\(counted(items.count, "problem")), \(counted(count, "instance"))\n\(ProblemRecord.legend)")
    return parts.joined(separator: "\n\n")
  }

  /// The table of one family; its columns are as wide as the widest cells of all families, so that the
  /// tables align.
  private func table(_ rows: [ListedProblem]) -> String {
    let headings = ["n", "is", "condition", "f*"] + (isCertified ? ["GSL"] : [])
    let all = items.flatMap(\.instances).map { $0.cells(certified: isCertified) }
    let widths = headings.indices.map { column in
      max(headings[column].count, all.map { $0[column].count }.max() ?? 0)
    }
    func line(_ name: String, _ cells: [String]) -> String {
      let texts = cells.enumerated().map { column, text in
        let pad = String(repeating: " ", count: max(0, widths[column] - text.count))
        return column == 1 || column == 4 ? text + pad : pad + text
      }
      let whole = "  " + ([name.padding(to: Self.nameWidth)] + texts).joined(separator: "  ")
      return String(whole.reversed().drop { $0 == " " }.reversed())
    }
    let lines = rows.map { row in
      let cells = row.cells(certified: isCertified)
      guard row.specification.count > Self.nameWidth else { return line(row.specification, cells) }
      return "  \(row.specification)\n" + line("", cells)
    }
    return ([line("", headings)] + lines).joined(separator: "\n")
  }

  /// The object of `--json`: each problem with its family, names, flags and instances.
  var json: JSON {
    .keyed([
      (
        "problems",
        .array(
          items.map { item in
            let record = item.instances[0].record
            return CatalogEntry.problem(item.entry).json(adding: [
              ("family", .string(record.family)),
              (
                "aliases", .array((record.aliases + record.named.keys.sorted()).map { .string($0) })
              ),
              ("flags", .array(record.flags.words.map { .string($0) })),
              ("instances", .array(item.instances.map(\.json))),
            ])
          } + modifiers.map { CatalogEntry.problem($0).json(adding: []) })
      )
    ])
  }
}
